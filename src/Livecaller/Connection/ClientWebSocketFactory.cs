using System.Net.WebSockets;

namespace Livecaller.Connection;

/// <summary>Opens the platform's own sockets; in a browser those of the page.</summary>
internal sealed class ClientWebSocketFactory : IPusherSocketFactory
{
    public async ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            // The protocol has pings of its own, and a browser lets nobody set this.
            if (!OperatingSystem.IsBrowser()) socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new ClientWebSocketSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
