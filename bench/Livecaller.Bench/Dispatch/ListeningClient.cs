using System.Diagnostics;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Bench.Dispatch;

/// <summary>A real client with one listener, between a socket and a server in memory.</summary>
internal sealed class ListeningClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly MemoryServer _server = new();
    private readonly MemorySocket _socket = new();
    private readonly LivecallerClient _client;
    private TaskCompletionSource _heardAll = new();
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
        client.Events.On<ConversationMessageReceived>(_ => listening.Heard());
        await client.UserLoginAsync("ann");
        await client.StartBackgroundEventsAsync();
        await client.OpenConversationAsync();
        await socket.Subscribed.WaitAsync(Patience);
        // What is asked of the server around a subscription is over when a first message is through.
        await listening.HearAsync(RecordedFrames.Make(1, listening._next));
        return listening;
    }

    /// <summary>So many messages that come next, as frames.</summary>
    public byte[][] NextFrames(int count) => RecordedFrames.Make(count, _next);

    /// <summary>Feeds the frames; gives the seconds until the listener has heard the last of them.</summary>
    public async Task<double> HearAsync(byte[][] frames)
    {
        _next += frames.Length;
        _heardAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _missing, frames.Length);
        var start = Stopwatch.GetTimestamp();
        foreach (var frame in frames) _socket.Feed(frame);
        await _heardAll.Task.WaitAsync(Patience);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _server.Dispose();
    }

    private void Heard()
    {
        if (Interlocked.Decrement(ref _missing) == 0) _heardAll.TrySetResult();
    }
}
