namespace Livecaller.Bench.KillClient;

/// <summary>The file store, with a step before and after each durable write.</summary>
internal sealed class SteppingStore(FileSessionStore inner, KillSteps steps) : ISessionStore
{
    public IOutboxStore Outbox { get; } = new SteppingOutbox(inner.Outbox, steps);

    public ValueTask<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken = default) => inner.AcquireAsync(cancellationToken);

    public ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default) => inner.LoadAsync(cancellationToken);

    public ValueTask SaveAsync(string text, CancellationToken cancellationToken = default) => SaveAsync(() => inner.SaveAsync(text, cancellationToken));

    public ValueTask ClearAsync(CancellationToken cancellationToken = default) => inner.ClearAsync(cancellationToken);

    public ValueTask SetAsideAsync(CancellationToken cancellationToken = default) => inner.SetAsideAsync(cancellationToken);

    private async ValueTask SaveAsync(Func<ValueTask> save)
    {
        steps.Take("before saving the session");
        await save();
        steps.Take("saved the session");
    }

    private sealed class SteppingOutbox(IOutboxStore inner, KillSteps steps) : IOutboxStore
    {
        public ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default) => inner.LoadAsync(cancellationToken);

        public ValueTask<Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default) =>
            inner.OpenFileAsync(key, number, cancellationToken);

        public ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default) =>
            StepAsync("saving a message", () => inner.SaveAsync(key, text, cancellationToken));

        public ValueTask SaveFileAsync(string key, int number, Stream content, CancellationToken cancellationToken = default) =>
            StepAsync("keeping a file", () => inner.SaveFileAsync(key, number, content, cancellationToken));

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) =>
            StepAsync("removing a message", () => inner.RemoveAsync(key, cancellationToken));

        public ValueTask SetAsideAsync(string key, CancellationToken cancellationToken = default) => inner.SetAsideAsync(key, cancellationToken);

        public ValueTask ClearAsync(CancellationToken cancellationToken = default) => inner.ClearAsync(cancellationToken);

        private async ValueTask StepAsync(string what, Func<ValueTask> write)
        {
            steps.Take("before " + what);
            await write();
            steps.Take("after " + what);
        }
    }
}
