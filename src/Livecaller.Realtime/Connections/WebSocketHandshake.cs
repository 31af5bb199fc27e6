using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Livecaller.Realtime.Connections;

/// <summary>Accepts WebSockets. The web server has parsed the request, and the WebSocket middleware has checked it.</summary>
internal static class WebSocketHandshake
{
    // RFC 6455, section 1.3.
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Answers the handshake and returns the connection. No extension is negotiated.</summary>
    /// <param name="context">The request, which is one for a WebSocket.</param>
    /// <exception cref="InvalidOperationException">The web server does not hand over its connections.</exception>
    public static async Task<UpgradedConnection> AcceptAsync(HttpContext context)
    {
        // A connection is not a request that takes too long.
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            return UpgradedConnection.Of(await connect.AcceptAsync().ConfigureAwait(false), context.Abort);

        var upgrade = context.Features.Get<IHttpUpgradeFeature>() ?? throw new InvalidOperationException("The web server does not support upgrades.");
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = AcceptKey(context.Request.Headers.SecWebSocketKey.ToString().Trim());
        var direct = DirectAccess.Prepare(context);
        var stream = await upgrade.UpgradeAsync().ConfigureAwait(false);
        var connection = direct is null ? null : await direct.UseAsync(context.Abort).ConfigureAwait(false);
        return connection ?? UpgradedConnection.Of(stream, context.Abort);
    }

    // The protocol has SHA-1 here; nothing is secret.
#pragma warning disable CA5350
    private static string AcceptKey(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350
}
