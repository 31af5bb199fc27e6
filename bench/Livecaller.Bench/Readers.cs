using System.Net.WebSockets;
using System.Text;

namespace Livecaller.Bench;

/// <summary>Many clients that only read and count messages.</summary>
internal sealed class Readers : IDisposable
{
    private readonly List<ClientWebSocket> _sockets = [];
    private TaskCompletionSource _done = new();
    private int _missing;

    public static async Task<Readers> ConnectAsync(IContestant contestant, int count)
    {
        var readers = new Readers();
        for (var i = 0; i < count; i++)
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(contestant.Address, CancellationToken.None);
            if (contestant.Subscribe is { } text)
                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
            for (var greeting = 0; greeting < contestant.InitialFrames; greeting++)
                await socket.ReceiveAsync(new byte[1024], CancellationToken.None);
            readers._sockets.Add(socket);
            _ = readers.ReadAsync(socket);
        }

        return readers;
    }

    /// <summary>Completes when all readers have read a number of additional messages.</summary>
    public Task WaitForMessagesAsync(int messages)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _missing, messages * _sockets.Count);
        return _done.Task;
    }

    public void Dispose() => _sockets.ForEach(s => s.Dispose());

    private async Task ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    _done.TrySetException(new InvalidOperationException("A reader was disconnected because a round has too many messages."));
                    return;
                }

                if (part.EndOfMessage && Interlocked.Decrement(ref _missing) == 0) _done.TrySetResult();
            }
        }
        catch (WebSocketException)
        {
            // The benchmark has ended.
        }
        catch (OperationCanceledException)
        {
            // The benchmark has ended.
        }
    }
}
