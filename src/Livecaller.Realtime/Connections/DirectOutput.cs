using System.Net.Sockets;

namespace Livecaller.Realtime.Connections;

/// <summary>Writes to a socket on the writing thread, instead of through the web server's buffer and another thread.</summary>
internal sealed class DirectOutput(Socket socket) : IConnectionOutput
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var sent = socket.Send(bytes.Span, SocketFlags.None, out var error);
        if (error == SocketError.Success && sent == bytes.Length) return ValueTask.CompletedTask;
        return error is SocketError.Success or SocketError.WouldBlock
            ? SendAsync(bytes[Math.Max(sent, 0)..])
            : throw new SocketException((int)error);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty) rest = rest[await socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
    }
}

/// <summary>Writes to the stream of an upgraded request, for example over TLS.</summary>
internal sealed class StreamOutput(Stream stream) : IConnectionOutput
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, CancellationToken.None);
}

/// <summary>The way to the client.</summary>
internal interface IConnectionOutput
{
    /// <summary>Writes encoded frames. It has completed when it returns, unless the client reads too slowly. One write at a time.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);
}
