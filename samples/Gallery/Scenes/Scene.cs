using System.Runtime.CompilerServices;
using Livecaller;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>A chat on scripted data: a Livecaller in memory, and the client that is shown. The clock stands still at <see cref="Now"/>.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private Scene(LivecallerTestHost host, Network network, LivecallerClient client, Lines lines) =>
        (Host, Network, Client, Lines) = (host, network, client, lines);

    /// <summary>What the clock shows: a Monday.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 13, 32, 10, TimeSpan.Zero);

    /// <summary>The other side.</summary>
    public LivecallerTestHost Host { get; }

    /// <summary>What lies between the two.</summary>
    public Network Network { get; }

    /// <summary>The client that is shown.</summary>
    public LivecallerClient Client { get; }

    /// <summary>What is said, in the language of the scene.</summary>
    public Lines Lines { get; }

    public static async Task<Scene> CreateAsync(GalleryState state, int number, string language, Uri links, ILoggerFactory loggers)
    {
        var lines = Lines.In(language);

        // A visitor's id comes from the clock: each scene has another visitor, and nothing of the last one's is left on the screen.
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
        await using (var past = new Past(host, options, lines, now)) await state.RememberAsync(past);
        host.Time.SetUtcNow(now);

        var network = new Network(options.HttpHandler!);
        var client = await LivecallerClient.CreateAsync(state.ConfigureClient(options with { HttpHandler = network }));
        var scene = new Scene(host, network, client, lines);
        await state.ArrangeAsync(scene);
        return scene;
    }

    /// <summary>Opens the visitor's conversation as the chat does, and reads what is new.</summary>
    public async Task<Conversation> OpenConversationAsync()
    {
        var conversation = await Client.OpenConversationAsync();
        await UntilAsync(() => conversation.Snapshot.Phase == Livecaller.ConversationPhase.Ready);
        await conversation.MarkReadAsync();
        return conversation;
    }

    /// <summary>Waits until something is true, without moving the clock.</summary>
    public static async Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(end) > Patience) throw new TimeoutException($"Not true within {Patience}: {expression}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Network.ReleaseAll();
        await Client.DisposeAsync();
        await Host.DisposeAsync();
    }
}
