using System.Globalization;
using Livecaller.Server.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Livecaller.Server.Hosting;

// The address of the page that creates the first account. Another package maps it, with the dashboard.
internal sealed class SetupAddress(IServer server, DashboardPath dashboard, ServerAddress published)
{
    /// <summary>Returns the link with a token; null when no dashboard is mapped.</summary>
    public string? For(string token) =>
        dashboard.Find() is { } path ? $"{Application()}{path}/setup?token={Uri.EscapeDataString(token)}" : null;

    private string Application()
    {
        if (published.PublicOrigin is { } origin) return origin + published.PublicPath;
        var addresses = (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(BindingAddress.Parse).ToList();
        return (addresses.Find(a => a.Scheme == Uri.UriSchemeHttps) ?? addresses.FirstOrDefault()) is { IsUnixPipe: false, IsNamedPipe: false } address
            ? string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{HostOf(address)}:{address.Port}{address.PathBase.TrimEnd('/')}") : "";
    }

    // A server that listens on all addresses names none that a browser can open.
    private static string HostOf(BindingAddress address) => address.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "localhost" : address.Host;
}
