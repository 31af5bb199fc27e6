using System.Net.Sockets;

namespace Livecaller.Realtime.Connections;

/// <summary>Writes to a socket on the writing thread, instead of through the web server's buffer and another thread.</summary>
internal sealed class DirectOutput(Socket socket) : IConnectionOutput
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        // Tries at once, and waits only when the socket's buffer is full.
        var sending = socket.SendAsync(bytes, SocketFlags.None);
        if (!sending.IsCompletedSuccessfully) return FinishAsync(sending, bytes);
        var sent = sending.Result;
        return sent == bytes.Length ? ValueTask.CompletedTask : FinishAsync(new(sent), bytes);
    }

    private async ValueTask FinishAsync(ValueTask<int> sending, ReadOnlyMemory<byte> bytes)
    {
        for (var rest = bytes[await sending.ConfigureAwait(false)..]; !rest.IsEmpty;)
            rest = rest[await socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
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
