using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text;

namespace Livecaller.Bench.Proxy;

/// <summary>A connection through the proxy. HTTP isn't modified, and WebSocket frames are subject to faults.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The wait handle of the semaphore is never used.")]
internal sealed class ProxiedConnection(Socket client, Socket server, FrameFaults? faults)
{
    private const int BufferSize = 64 * 1024;
    private static readonly byte[] SocketRequest = Encoding.ASCII.GetBytes("GET /app/");
    private static readonly byte[] HeadersEnd = Encoding.ASCII.GetBytes("\r\n\r\n");

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly FrameSplitter _frames = new();
    private volatile bool _ended;
    private volatile bool _silent;
    private volatile bool _framed;
    private volatile Random? _cut;

    /// <summary>Raised when the WebSocket is established.</summary>
    public event Action? SocketOpened;

    /// <summary>Raised when bytes are sent to the server.</summary>
    public event Action<int>? Sent;

    public bool IsSocket { get; private set; }

    /// <summary>Whether it's a WebSocket that was established.</summary>
    public bool IsEstablishedSocket => _framed;

    /// <summary>Whether killing the connection has an effect: it isn't a half-open WebSocket and isn't being killed.</summary>
    public bool CanBeKilled => !_ended && !_silent && _cut is null && (_framed || !IsSocket);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAny(ToServerAsync(cancellationToken), ToClientAsync(cancellationToken));
        }
        finally
        {
            Kill(KillKind.Close, Random.Shared);
        }
    }

    public void Kill(KillKind kind, Random random)
    {
        switch (kind)
        {
            case KillKind.Cut:
                _cut = random;
                break;
            case KillKind.Silence:
                _silent = true;
                break;
            default:
                End(reset: kind == KillKind.Reset);
                break;
        }
    }

    private void End(bool reset)
    {
        _ended = true;
        foreach (var socket in (ReadOnlySpan<Socket>)[client, server])
        {
            try
            {
                if (reset) socket.LingerState = new(true, 0);
                else if (socket.Connected) socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It's closed already.
            }

            socket.Close();
        }
    }

    private async Task ToServerAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var isFirst = true;
        try
        {
            for (int read; (read = await client.ReceiveAsync(buffer.AsMemory(), cancellationToken)) > 0;)
            {
                if (isFirst) IsSocket = buffer.AsSpan(0, read).StartsWith(SocketRequest);
                isFirst = false;
                if (_silent) continue;
                Sent?.Invoke(read);
                await SendAsync(server, buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // The other side is closed by whoever ended the connection.
        }
    }

    private async Task ToClientAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        try
        {
            for (int read; (read = await server.ReceiveAsync(buffer.AsMemory(), cancellationToken)) > 0;)
            {
                if (_silent) continue;
                if (IsSocket) await FramesAsync(buffer.AsMemory(0, read), cancellationToken);
                else await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // The other side is closed by whoever ended the connection.
        }
    }

    private async Task FramesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!_framed)
        {
            // The response to the upgrade is small and arrives in one read from a local server.
            var end = bytes.Span.IndexOf(HeadersEnd);
            if (end < 0) throw new InvalidDataException("The response to the upgrade arrived in several reads.");
            await WriteAsync(bytes[..(end + HeadersEnd.Length)], cancellationToken);
            bytes = bytes[(end + HeadersEnd.Length)..];
            _framed = true;
            SocketOpened?.Invoke();
        }

        foreach (var (frame, isText) in _frames.Add(bytes.Span))
        {
            var fate = isText && faults is not null ? faults.Next() : default;
            if (fate.Fault == FrameFault.HoldBack)
            {
                _ = WriteLaterAsync(frame, fate.Wait, cancellationToken);
                continue;
            }

            if (fate.Fault == FrameFault.Delay) await Task.Delay(fate.Wait, TimeProvider.System, cancellationToken);
            await WriteAsync(frame, cancellationToken);
            if (fate.Fault == FrameFault.Duplicate) await WriteAsync(frame, cancellationToken);
            if (fate.Fault == FrameFault.DuplicateLater) _ = WriteLaterAsync(frame, fate.Wait, cancellationToken);
        }
    }

    private async Task WriteLaterAsync(ReadOnlyMemory<byte> frame, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, TimeProvider.System, cancellationToken);
            await WriteAsync(frame, cancellationToken);
        }
        catch (Exception e) when (IsEnd(e))
        {
            // The data is lost with the connection.
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_cut is not { } random)
            {
                await SendAsync(client, bytes, cancellationToken);
                return;
            }

            await SendAsync(client, bytes[..random.Next(bytes.Length)], cancellationToken);
            End(reset: true);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
    }

    private static bool IsEnd(Exception e) =>
        e is SocketException or ObjectDisposedException or OperationCanceledException or InvalidDataException;
}
