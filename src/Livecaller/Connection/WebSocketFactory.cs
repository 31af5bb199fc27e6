using System.Net.WebSockets;

namespace Livecaller.Connection;

/// <summary>Opens sockets over a <see cref="WebSocket"/>: one of the host app, or the platform's own.</summary>
internal sealed class WebSocketFactory(Func<Uri, CancellationToken, Task<WebSocket>>? connect = null) : IPusherSocketFactory
{
    public async ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default) =>
        new WebSocketAdapter(await (connect ?? ConnectOwnAsync)(address, cancellationToken).ConfigureAwait(false));

    private static async Task<WebSocket> ConnectOwnAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            // The protocol has its own pings, and a browser does not allow setting this.
            if (!OperatingSystem.IsBrowser()) socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
