using Livecaller.Protocol;
using Livecaller.Server;
using Livecaller.Server.Operators;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Support;

/// <summary>The server's operator service: calls are counted, and a test holds, refuses or breaks them.</summary>
internal sealed class WatchedOperatorService(IServiceProvider server) : IOperatorService
{
    private int _listCalls;
    private int _typingCalls;
    private int _callsOnDispatcher;

    internal bool Broken { get; set; }

    /// <summary>With this set, the next sends wait for it before they are stored.</summary>
    internal TaskCompletionSource? HoldSends { get; set; }

    internal Problem? RefuseSends { get; set; }

    /// <summary>With this set, the next looks at a conversation wait for it, and fail when it does.</summary>
    internal TaskCompletionSource? HoldFinds { get; set; }

    internal int ListCalls => _listCalls;

    internal int TypingCalls => _typingCalls;

    /// <summary>How many calls came from a thread that draws a circuit.</summary>
    internal int CallsOnDispatcher => _callsOnDispatcher;

    public Task<InboxPage> ListAsync(OperatorId me, InboxQuery query, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _listCalls);
        return CallAsync(s => s.ListAsync(me, query, cancellationToken));
    }

    public Task<InboxCounts> CountAsync(OperatorId me, CancellationToken cancellationToken = default) => CallAsync(s => s.CountAsync(me, cancellationToken));

    public async Task<Outcome<OperatorConversationPayload>> FindAsync(ConversationId id, CancellationToken cancellationToken = default)
    {
        if (HoldFinds is { } hold) await hold.Task;
        return await CallAsync(s => s.FindAsync(id, cancellationToken));
    }

    public Task<Outcome<IReadOnlyList<MessagePayload>>> ReadMessagesAsync(ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.ReadMessagesAsync(id, before, limit, cancellationToken));

    public Task<Outcome<EventPage>> ReadEventsAsync(ConversationId id, long after, int? limit, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.ReadEventsAsync(id, after, limit, cancellationToken));

    public async Task<Outcome<MessagePayload>> SendAsync(OperatorId me, ConversationId id, SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        if (HoldSends is { } hold) await hold.Task;
        return RefuseSends is { } refusal ? refusal : await CallAsync(s => s.SendAsync(me, id, request, cancellationToken));
    }

    public Task<Outcome<bool>> TypingAsync(OperatorId me, ConversationId id, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _typingCalls);
        return CallAsync(s => s.TypingAsync(me, id, cancellationToken));
    }

    public Task<Outcome<bool>> MarkReadAsync(OperatorId me, ConversationId id, long sequence, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.MarkReadAsync(me, id, sequence, cancellationToken));

    public Task<Outcome<bool>> MarkDeliveredAsync(OperatorId me, ConversationId id, long sequence, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.MarkDeliveredAsync(me, id, sequence, cancellationToken));

    public Task<Outcome<bool>> MarkDeliveredAsync(OperatorId me, IReadOnlyDictionary<ConversationId, long> sequences, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.MarkDeliveredAsync(me, sequences, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> AssignAsync(OperatorId me, ConversationId id, OperatorId assignee, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.AssignAsync(me, id, assignee, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> TransferAsync(OperatorId me, ConversationId id, TransferRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.TransferAsync(me, id, request, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> CloseAsync(OperatorId me, ConversationId id, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.CloseAsync(me, id, cancellationToken));

    private async Task<T> CallAsync<T>(Func<IOperatorService, Task<T>> call)
    {
        if (SynchronizationContext.Current is not null) Interlocked.Increment(ref _callsOnDispatcher);
        if (Broken) throw new InvalidOperationException("The server is broken, as the test wanted.");
        await using var scope = server.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<IOperatorService>());
    }
}
