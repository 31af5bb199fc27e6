using Livecaller;

namespace Gallery.Scenes;

/// <summary>The store of a browser that blocks its storage. Everything stays in memory.</summary>
internal sealed class BlockedStore(ISessionStore memory) : ISessionStore
{
    public IOutboxStore Outbox => memory.Outbox;

    public Exception Failure { get; } = new IOException("The browser blocks its storage.");

    public ValueTask<string?> LoadAsync(CancellationToken cancellationToken) => memory.LoadAsync(cancellationToken);

    public ValueTask SaveAsync(string text, CancellationToken cancellationToken) => memory.SaveAsync(text, cancellationToken);

    public ValueTask ClearAsync(CancellationToken cancellationToken) => memory.ClearAsync(cancellationToken);

    public ValueTask SetAsideAsync(CancellationToken cancellationToken) => memory.SetAsideAsync(cancellationToken);
}
