using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Realtime.Connections;

/// <summary>Finds out whether the connection of a request can be used directly, instead of through the request.</summary>
/// <remarks>
/// That needs a socket whose bytes nothing changes (TLS does), and a web server that has nothing left to write: the response to the
/// upgrade must have left its buffer, or a frame would overtake it. Linux counts the bytes that were written to a socket.
/// The request itself remains open until the connection has ended, with all limits and timeouts of the web server.
/// </remarks>
internal sealed class DirectAccess
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;

    // The offsets in struct tcp_info of Linux 4.19 and later.
    private const int NotSentOffset = 144;
    private const int SentOffset = 200;
    private const int RetransmittedOffset = 208;
    private const int InfoLength = 216;

    // The web server writes on another thread, which is usually next.
    private const int MaxYields = 8;

    private static readonly Type PlainPipe = new Pipe().Writer.GetType();

    private readonly IDuplexPipe _transport;
    private readonly Socket _socket;
    private readonly long _before;

    private DirectAccess(IDuplexPipe transport, Socket socket, long before) => (_transport, _socket, _before) = (transport, socket, before);

    /// <summary>To be called before the upgrade. Returns null when the connection can't be used directly.</summary>
    public static DirectAccess? Prepare(HttpContext context)
    {
        if (!OperatingSystem.IsLinux() || context.Features.Get<ITlsHandshakeFeature>() is not null) return null;
        if (context.Features.Get<IConnectionTransportFeature>()?.Transport is not { } transport || transport.Output.GetType() != PlainPipe) return null;
        return context.Features.Get<IConnectionSocketFeature>()?.Socket is { ProtocolType: ProtocolType.Tcp } socket
            && WrittenBytes(socket) is { } before ? new DirectAccess(transport, socket, before) : null;
    }

    /// <summary>To be called after the upgrade. Returns null when the response isn't written in time.</summary>
    public async ValueTask<UpgradedConnection?> UseAsync(Action abort)
    {
        for (var i = 0; i < MaxYields; i++)
        {
            if (WrittenBytes(_socket) > _before) return new UpgradedConnection(_transport.Input, new DirectOutput(_socket), abort);
            await Task.Yield();
        }

        return null;
    }

    private static long? WrittenBytes(Socket socket)
    {
        Span<byte> info = stackalloc byte[InfoLength];
        try
        {
            if (socket.GetRawSocketOption(Tcp, TcpInfo, info) < InfoLength) return null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }

        return BitConverter.ToInt64(info[SentOffset..]) - BitConverter.ToInt64(info[RetransmittedOffset..]) + BitConverter.ToUInt32(info[NotSentOffset..]);
    }
}
