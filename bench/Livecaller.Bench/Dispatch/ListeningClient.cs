using System.Diagnostics;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Bench.Dispatch;

/// <summary>A real client with one listener, and an in-memory socket and server.</summary>
internal sealed class ListeningClient : IAsyncDisposable
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(2);

    private readonly MemoryServer _server = new();
    private readonly MemorySocket _socket = new();
    private readonly LivecallerClient _client;
    private TaskCompletionSource _receivedAll = new();
    private int _missing;
    private long _next = 1;

    private ListeningClient(LivecallerClient client, MemoryServer server, MemorySocket socket) =>
        (_client, _server, _socket) = (client, server, socket);

    public static async Task<ListeningClient> StartAsync()
    {
        var (server, socket) = (new MemoryServer(), new MemorySocket());
        var client = await LivecallerClient.CreateAsync(new()
        {
            WidgetId = new("bench"),
            ServerUrl = new("http://chat.test"),
            HttpHandler = server,
            SocketFactory = socket,
        });
        var listening = new ListeningClient(client, server, socket);
        client.Events.On<ConversationMessageReceived>(_ => listening.OnMessage());
        await client.UserLoginAsync("ann");
        await client.StartBackgroundEventsAsync();
        await client.OpenConversationAsync();
        await socket.Subscribed.WaitAsync(WaitTimeout);
        // The client's initial calls are complete when the first message is dispatched.
        await listening.FeedAsync(RecordedFrames.Create(1, listening._next));
        return listening;
    }

    /// <summary>Returns the next frames.</summary>
    public byte[][] NextFrames(int count) => RecordedFrames.Create(count, _next);

    /// <summary>Feeds the frames, and returns the seconds until the listener has received the last one.</summary>
    public async Task<double> FeedAsync(byte[][] frames)
    {
        _next += frames.Length;
        _receivedAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _missing, frames.Length);
        var start = Stopwatch.GetTimestamp();
        foreach (var frame in frames) _socket.Feed(frame);
        await _receivedAll.Task.WaitAsync(WaitTimeout);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _server.Dispose();
    }

    private void OnMessage()
    {
        if (Interlocked.Decrement(ref _missing) == 0) _receivedAll.TrySetResult();
    }
}
