using Livecaller.Protocol;

namespace Livecaller.Tests.Fakes;

/// <summary>A client whose every door leads to the test.</summary>
internal sealed class Chat : IAsyncDisposable
{
    private readonly List<LivecallerEvent> _heard = [];

    public SkewedTime Time { get; } = new(new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero));
    public WidgetServer Server { get; }
    public ScriptedSockets Sockets { get; private set; } = new();
    public int MaxLoadedMessages { get; set; } = 10_000;

    /// <summary>The part of each delay that is waited, 0 to 1: with 0 nobody needs to move the clock.</summary>
    public double Jitter { get; set; } = 1;

    /// <summary>Whether handler and sockets go on in the context in which they are called, as most code of apps does.</summary>
    public bool AsAHostWouldWriteIt { get; set; }

    public ISessionStore Store { get; set; } = new MemorySessionStore();
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; set; }
    public RecordedLog Log { get; } = new();
    public LivecallerClient Client { get; private set; } = null!;

    public Chat() => Server = new(Time);

    public LivecallerOptions Options => new()
    {
        WidgetId = new("w1"),
        ServerUrl = new("http://chat.test"),
        SessionStore = Store,
        TimeProvider = Time,
        HttpHandler = AsAHostWouldWriteIt ? new HostParts.Handler(Server) : Server,
        SocketFactory = AsAHostWouldWriteIt ? new HostParts.Sockets(Sockets) : Sockets,
        Random = () => Jitter,
        MaxLoadedMessages = MaxLoadedMessages,
        TokenProvider = TokenProvider,
        LoggerFactory = Log,
    };

    public IReadOnlyList<LivecallerEvent> Heard
    {
        get
        {
            lock (_heard) return [.. _heard];
        }
    }

    public static async Task<Chat> StartAsync()
    {
        var chat = new Chat();
        await chat.CreateAsync();
        return chat;
    }

    public async Task CreateAsync()
    {
        Client = await LivecallerClient.CreateAsync(Options, TestContext.Current.CancellationToken);
        Client.Events.On<LivecallerEvent>(e =>
        {
            lock (_heard) _heard.Add(e);
        });
    }

    /// <summary>As if the app was ended and started again.</summary>
    public async Task RestartAsync()
    {
        await Client.DisposeAsync();
        await ForgetAndCreateAsync();
    }

    /// <summary>Creates another client, and forgets what the one before heard. Doesn't dispose that one.</summary>
    public Task ForgetAndCreateAsync()
    {
        lock (_heard) _heard.Clear();
        Sockets = new();
        return CreateAsync();
    }

    /// <summary>Connects the next socket and accepts the channels that are expected.</summary>
    public async Task<ScriptedSocket> ConnectAsync(int channels)
    {
        var socket = await Sockets.NextAsync();
        socket.Establish();
        for (var i = 0; i < channels; i++) socket.Accept(await socket.ExpectSubscribeAsync());
        return socket;
    }

    /// <summary>Answers every socket from now on as a healthy server does.</summary>
    public async Task ServeSocketsAsync()
    {
        while (true)
        {
            var socket = await Sockets.NextAsync(Timeout.InfiniteTimeSpan);
            socket.Establish();
            _ = socket.AcceptEverythingAsync();
        }
    }

    /// <summary>Lets time pass, some way faster than the real one, until something holds.</summary>
    public Task PassUntilAsync(Func<bool> holds, string what)
    {
        var last = TimeProvider.System.GetTimestamp();
        return Wait.UntilAsync(
            () =>
            {
                if (holds()) return true;
                if (TimeProvider.System.GetElapsedTime(last) < TimeSpan.FromMilliseconds(1)) return false;
                last = TimeProvider.System.GetTimestamp();
                Time.Advance(TimeSpan.FromMilliseconds(20));
                return holds();
            },
            what);
    }

    public T[] HeardOf<T>() where T : LivecallerEvent => [.. Heard.OfType<T>()];

    public Task HearsAsync<T>(int count) where T : LivecallerEvent =>
        Wait.UntilAsync(() => HeardOf<T>().Length >= count, $"{count} of {typeof(T).Name}");

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
