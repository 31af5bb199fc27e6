namespace Livecaller;

/// <summary>Stores the session across restarts, as one text that only the SDK reads. It contains a token, so it is a secret.</summary>
public interface ISessionStore
{
    /// <summary>The store for the messages that the server has not stored yet. Always the same instance.</summary>
    IOutboxStore Outbox { get; }

    /// <summary>
    /// Why the store keeps everything in memory instead, for example because a browser blocks its storage; null when nothing is wrong.
    /// <see cref="DurabilityChanged"/> reports it.
    /// </summary>
    Exception? Failure => null;

    /// <summary>
    /// Acquires the store for one client, until the result is disposed or the process ends, however it ends. Called before anything else.
    /// A store that cannot be shared does not need to implement it.
    /// </summary>
    /// <exception cref="SessionStoreInUseException">Another client uses it.</exception>
    ValueTask<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IAsyncDisposable>(NotExclusive.Instance);

    /// <summary>Loads the text. Returns null when there is none.</summary>
    /// <exception cref="InvalidDataException">The stored text cannot be read, and never will be; it is then set aside.</exception>
    ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces the text atomically: after a crash, either the old or the new text is there.</summary>
    ValueTask SaveAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Removes the text.</summary>
    ValueTask ClearAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets aside a text that cannot be read, so that it is not lost. The store is empty afterwards.</summary>
    ValueTask SetAsideAsync(CancellationToken cancellationToken = default);
}

/// <summary>The use of a store that cannot be shared.</summary>
internal sealed class NotExclusive : IAsyncDisposable
{
    public static NotExclusive Instance { get; } = new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
