using Livecaller.Events;
using Livecaller.Session;

namespace Livecaller.Outbox;

/// <summary>
/// Writes the outbox of the current visitor: one write at a time, and none after the visitor's fence is closed. A store that cannot be written is
/// reported, but messages are still sent.
/// </summary>
internal sealed partial class OutboxKeeper : IDisposable
{
    private const string StoreName = "outbox";

    private readonly IOutboxStore _store;
    private readonly Durability _durability;
    private readonly ILogger _logger;
    private readonly StoreWriter _writer;
    private long _order;

    public OutboxKeeper(IOutboxStore store, Durability durability, ILogger logger)
    {
        (_store, _durability, _logger) = (store, durability, logger);
        _writer = new(StoreName, () => store.Failure, durability, LogNotSaved);
    }

    /// <summary>Returns the next position in the order of all messages.</summary>
    public long NextOrder() => Interlocked.Increment(ref _order);

    /// <summary>Loads a visitor's messages in order. Those of other visitors are removed.</summary>
    public async Task<IReadOnlyList<StoredMessage>> LoadAsync(VisitorId visitor, CancellationToken cancellationToken)
    {
        await CallerContext.LeaveAsync();
        try
        {
            var messages = new List<StoredMessage>();
            foreach (var (key, text) in await _store.LoadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!StoredMessage.TryRead(text, out var message))
                {
                    LogUnreadable(key);
                    await _store.SetAsideAsync(key, cancellationToken).ConfigureAwait(false);
                }
                else if (message.VisitorId == visitor) messages.Add(message);
                else await _store.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
            }

            _durability.Report(StoreName, _store.Failure);
            _order = messages.Count == 0 ? 0 : messages.Max(m => m.Order);
            return [.. messages.OrderBy(m => m.Order)];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _durability.Report(StoreName, e);
            LogNotLoaded(e);
            return [];
        }
    }

    /// <summary>Saves a message. Returns false when it could not be saved.</summary>
    public Task<bool> SaveAsync(Fence fence, StoredMessage message) =>
        WriteAsync(fence, () => _store.SaveAsync(message.Id.Value, message.Write(), CancellationToken.None), CancellationToken.None);

    /// <summary>Saves a file of a message. Returns false when it could not be saved.</summary>
    public Task<bool> SaveFileAsync(Fence fence, MessageId id, int number, Stream content, CancellationToken cancellationToken) =>
        WriteAsync(fence, () => _store.SaveFileAsync(id.Value, number, content, cancellationToken), cancellationToken);

    public Task RemoveAsync(Fence fence, MessageId id) =>
        WriteAsync(fence, () => _store.RemoveAsync(id.Value, CancellationToken.None), CancellationToken.None);

    public ValueTask<Stream> OpenFileAsync(MessageId id, int number, CancellationToken cancellationToken) =>
        _store.OpenFileAsync(id.Value, number, cancellationToken);

    /// <summary>Removes everything. The fences of earlier visitors are closed, so nothing of theirs is written afterwards.</summary>
    public Task ClearAsync() => _writer.WriteAsync(async () =>
    {
        await _store.ClearAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    });

    /// <summary>Waits for the write in progress. After the visitor's fence is closed, there's no other one.</summary>
    public Task FinishAsync() => _writer.WriteAsync(() => ValueTask.FromResult(false));

    public void Dispose() => _writer.Dispose();

    private async Task<bool> WriteAsync(Fence fence, Func<ValueTask> write, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(
            async () =>
            {
                if (!fence.IsOpen) return false;
                await write().ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false) == WriteResult.Written;

    [LoggerMessage(LogLevel.Warning, "The unsent message {Key} cannot be read. It was set aside.")]
    private partial void LogUnreadable(string key);

    [LoggerMessage(LogLevel.Error, "The unsent messages could not be loaded.")]
    private partial void LogNotLoaded(Exception exception);

    [LoggerMessage(LogLevel.Error, "The outbox could not be written. Unsent messages are kept only as long as the process runs.")]
    private partial void LogNotSaved(Exception exception);
}
