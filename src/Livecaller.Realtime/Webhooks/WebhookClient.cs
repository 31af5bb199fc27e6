using System.Net;
using System.Net.Sockets;

namespace Livecaller.Realtime.Webhooks;

/// <summary>Makes the requests to receivers.</summary>
internal static class WebhookClient
{
    // A receiver that sends a long answer loses its connection instead of being read.
    private const int MaxDrainBytes = 16 * 1024;

    // So that a changed DNS record is noticed.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Returns a client that follows no redirects and connects only where the options allow it.</summary>
    public static HttpClient Create(PusherWebhookOptions options) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would resolve the name itself, out of sight of the check below.
        UseProxy = false,
        MaxResponseDrainSize = MaxDrainBytes,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, options.AllowPrivateAddresses, cancellationToken),
    })
    {
        // The sender has a timeout of its own, by the clock that it was given.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // The address that is checked is the one that is connected to: a name that resolves to another one the next time gains nothing.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint receiver, bool allowPrivate, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(receiver.Host, cancellationToken).ConfigureAwait(false);
        var allowed = Array.FindAll(addresses, address => allowPrivate || PublicAddress.Is(address));
        if (allowed.Length == 0) throw new WebhookAddressException(receiver.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, receiver.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A receiver has no address that can be connected to.</summary>
internal sealed class WebhookAddressException(string host)
    : Exception($"'{host}' has only addresses that are not public, which {nameof(PusherWebhookOptions.AllowPrivateAddresses)} does not allow.");
