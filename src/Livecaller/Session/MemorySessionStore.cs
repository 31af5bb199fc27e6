namespace Livecaller;

/// <summary>Stores the session as long as the process runs.</summary>
public sealed class MemorySessionStore : ISessionStore
{
    private volatile string? _text;

    /// <inheritdoc />
    public IOutboxStore Outbox { get; } = IOutboxStore.CreateInMemory();

    /// <inheritdoc />
    public ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(_text);

    /// <inheritdoc />
    public ValueTask SaveAsync(string text, CancellationToken cancellationToken = default)
    {
        _text = text;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ClearAsync(CancellationToken cancellationToken = default)
    {
        _text = null;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask SetAsideAsync(CancellationToken cancellationToken = default) => ClearAsync(cancellationToken);
}
