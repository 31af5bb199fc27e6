using System.Net;
using System.Net.NetworkInformation;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Configuration;

namespace Livecaller.Server.Hosting;

// The hosts that requests to the program can name, unless the setting AllowedHosts lists them: a page whose name an attacker points at the
// server must not be served, and no link may contain such a name.
internal sealed class HostNames(IConfiguration configuration, IOptions<LivecallerServerOptions> options) : IConfigureOptions<HostFilteringOptions>
{
    private static readonly string[] Loopback = ["localhost", "*.localhost", "127.0.0.1", "[::1]"];

    public void Configure(HostFilteringOptions options)
    {
        if (string.IsNullOrWhiteSpace(configuration["AllowedHosts"])) options.AllowedHosts = [.. Find()];
    }

    private IEnumerable<string> Find()
    {
        var listening = Listening();
        if (options.Value.PublicUrl is { } url)
            return Loopback.Append(url.IdnHost).Append(Dns.GetHostName()).Concat(OwnAddresses()).Concat(listening ?? []);
        // Without PublicUrl, only a server that nobody else can reach knows its names.
        return listening is null || IsBehindProxy ? ["*"] : Loopback.Concat(listening);
    }

    private bool IsBehindProxy => configuration.GetValue<bool>("ForwardedHeaders_Enabled") || !string.IsNullOrEmpty(configuration["Livecaller:TrustedProxies"]);

    /// <summary>The hosts of the addresses that the server listens on; null where one of them is any.</summary>
    private List<string>? Listening()
    {
        List<string> hosts = [];
        string?[] sources = [configuration["urls"], .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"])];
        foreach (var address in sources.SelectMany(s => (s ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var host = BindingAddress.Parse(address).Host;
            if (host is "*" or "+" or "0.0.0.0" or "[::]" || host.Contains('/', StringComparison.Ordinal)) return null;
            hosts.Add(host);
        }

        return hosts.Count == 0 ? null : hosts;
    }

    // What checks the health of a container asks by its address. An address cannot be pointed elsewhere, as a name can.
    private static IEnumerable<string> OwnAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
        .Select(static unicast => unicast.Address.ToString() is var text && text.Contains(':', StringComparison.Ordinal) ? $"[{text.Split('%')[0]}]" : text);
}
