using System.Collections.Concurrent;

namespace Livecaller.Testing.Tests.Docs;

/// <summary>
/// What a readme's sample finds around it: the app's own methods, and doors with the names of the real ones that lead to the test host.
/// So the sample stands here word for word.
/// </summary>
public abstract class ReadmeSample : IAsyncDisposable
{
    protected ReadmeSample() => LivecallerClient = new(Host);

    internal LivecallerTestHost Host { get; } = new(new LivecallerTestHostOptions
    {
        WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with { Id = new("YOUR_WIDGET_ID") },
    });

    private protected Door LivecallerClient { get; }

    private protected Printer Console { get; } = new();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Host.DisposeAsync();
    }

    private protected Task<string> FetchTokenAsync() => Task.FromResult(Host.IssueToken("ana", name: "Ana"));

    private protected sealed class Door(LivecallerTestHost host)
    {
        public Task<Livecaller.LivecallerClient> CreateAsync(LivecallerOptions options)
        {
            var own = host.CreateOptions();
            return Livecaller.LivecallerClient.CreateAsync(options with
            {
                SessionStore = new MemorySessionStore(),
                TimeProvider = own.TimeProvider,
                HttpHandler = own.HttpHandler,
                SocketFactory = own.SocketFactory,
            });
        }
    }

    private protected sealed class Printer
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public void WriteLine(string line) => _lines.Enqueue(line);
    }
}
