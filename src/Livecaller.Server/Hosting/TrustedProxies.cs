using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Livecaller.Server.Hosting;

// Takes forwarded headers from the proxies of Livecaller:TrustedProxies only. Whoever can send them unchecked has as many addresses as it likes,
// and with them as many of each limit.
internal sealed class TrustedProxies(IOptions<LivecallerServerOptions> options) : IPostConfigureOptions<ForwardedHeadersOptions>, IStartupFilter
{
    private const ForwardedHeaders Taken = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix;

    public static string[] Entries(string? list) => (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Reads an address or a network; null when it is neither.</summary>
    public static IPNetwork? Parse(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) return network;
        // "10" and "10.1" would be addresses as well, which nobody means.
        var isAddress = entry.Contains(':', StringComparison.Ordinal) || entry.Count(c => c == '.') == 3;
        return isAddress && IPAddress.TryParse(entry, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }

    public void PostConfigure(string? name, ForwardedHeadersOptions forwarded)
    {
        var networks = Entries(options.Value.TrustedProxies).Select(Parse).OfType<IPNetwork>().ToList();
        if (networks.Count > 0)
        {
            forwarded.ForwardedHeaders |= Taken;
            // Each hop is checked, so the chain ends at the first address that is not a proxy.
            forwarded.ForwardLimit = null;
        }
        else if (forwarded.ForwardedHeaders != ForwardedHeaders.None)
        {
            // ASPNETCORE_FORWARDEDHEADERS_ENABLED trusts everybody.
            forwarded.ForwardedHeaders |= Taken;
            networks = [new(IPAddress.Parse("127.0.0.0"), 8), new(IPAddress.IPv6Loopback, 128)];
        }

        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks) forwarded.KnownIPNetworks.Add(network);
    }

    // The framework adds the middleware only with its own switch, and never twice.
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (Entries(options.Value.TrustedProxies).Length > 0) app.UseForwardedHeaders();
        next(app);
    };
}
