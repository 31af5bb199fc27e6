using System.Runtime.CompilerServices;
using Livecaller;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>A chat with scripted data: an in-memory server and the client of the shown chat. The clock is stopped at <see cref="Now"/>.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private Scene(LivecallerTestHost host, Network network, LivecallerClient client, Lines lines) =>
        (Host, Network, Client, Lines) = (host, network, client, lines);

    /// <summary>The time of the scene, a Monday.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 13, 32, 10, TimeSpan.Zero);

    /// <summary>The server.</summary>
    public LivecallerTestHost Host { get; }

    /// <summary>The network between client and server.</summary>
    public Network Network { get; }

    /// <summary>The client of the shown chat.</summary>
    public LivecallerClient Client { get; }

    /// <summary>The texts in the language of the scene.</summary>
    public Lines Lines { get; }

    public static async Task<Scene> CreateAsync(GalleryState state, int number, string language, Uri links, ILoggerFactory loggers)
    {
        var lines = Lines.In(language);

        // Visitor IDs depend on the clock, so each scene has a different visitor and shows nothing of the previous scene.
        var now = Now + TimeSpan.FromMilliseconds(number);
        var host = new LivecallerTestHost(state.Configure(
            new()
            {
                StartTime = now - TimeSpan.FromDays(40),
                OperatorName = lines.OperatorName,
                LinkBase = links,
                WidgetConfiguration = Widgets.Of(lines),
            },
            lines));
        var options = host.CreateOptions() with { SessionStore = new MemorySessionStore(), Language = language, LoggerFactory = loggers };
        await using (var history = new SceneHistory(host, options, lines, now)) await state.CreateHistoryAsync(history);
        host.Time.SetUtcNow(now);

        var network = new Network(options.HttpHandler!);
        var client = await LivecallerClient.CreateAsync(state.ConfigureClient(options with { HttpHandler = network }));
        var scene = new Scene(host, network, client, lines);
        await state.ArrangeAsync(scene);
        return scene;
    }

    /// <summary>Opens the visitor's conversation like the chat does, and marks it as read.</summary>
    public async Task<Conversation> OpenConversationAsync()
    {
        var conversation = await Client.OpenConversationAsync();
        await UntilAsync(() => conversation.Snapshot.Phase == Livecaller.ConversationPhase.Ready);
        await conversation.MarkReadAsync();
        return conversation;
    }

    /// <summary>Waits for a condition without advancing the clock.</summary>
    public static async Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Timeout) throw new TimeoutException($"The condition wasn't met within {Timeout}: {expression}");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Network.ReleaseAll();
        await Client.DisposeAsync();
        await Host.DisposeAsync();
    }
}
