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

    public Task<Outcome<InboxPage>> ListAsync(OperatorCaller caller, InboxQuery query, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _listCalls);
        return CallAsync(s => s.ListAsync(caller, query, cancellationToken));
    }

    public async Task<Outcome<InboxSubscription>> SubscribeInboxAsync(OperatorCaller caller, InboxQuery query, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _listCalls);
        return await CallAsync(s => s.SubscribeInboxAsync(caller, query, cancellationToken));
    }

    public Task<Outcome<InboxCounts>> CountAsync(OperatorCaller caller, CancellationToken cancellationToken = default) => CallAsync(s => s.CountAsync(caller, cancellationToken));

    public async Task<Outcome<OperatorConversationPayload>> FindAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        if (HoldFinds is { } hold) await hold.Task;
        return await CallAsync(s => s.FindAsync(caller, id, cancellationToken));
    }

    public Task<Outcome<IReadOnlyList<MessagePayload>>> ReadMessagesAsync(OperatorCaller caller, ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.ReadMessagesAsync(caller, id, before, limit, cancellationToken));

    public Task<Outcome<EventPage>> ReadEventsAsync(OperatorCaller caller, ConversationId id, long after, int? limit, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.ReadEventsAsync(caller, id, after, limit, cancellationToken));

    public async Task<Outcome<MessagePayload>> SendAsync(OperatorCaller caller, ConversationId id, SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        if (HoldSends is { } hold) await hold.Task;
        return RefuseSends is { } refusal ? refusal : await CallAsync(s => s.SendAsync(caller, id, request, cancellationToken));
    }

    public Task<Outcome<MessagePayload>> EditMessageAsync(
        OperatorCaller caller, ConversationId id, MessageId messageId, EditMessageRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.EditMessageAsync(caller, id, messageId, request, cancellationToken));

    public Task<Outcome<MessagePayload>> DeleteMessageAsync(OperatorCaller caller, ConversationId id, MessageId messageId, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.DeleteMessageAsync(caller, id, messageId, cancellationToken));

    public Task<Outcome<bool>> TypingAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _typingCalls);
        return CallAsync(s => s.TypingAsync(caller, id, cancellationToken));
    }

    public Task<Outcome<bool>> MarkReadAsync(OperatorCaller caller, ConversationId id, long sequence, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.MarkReadAsync(caller, id, sequence, cancellationToken));

    public Task<Outcome<bool>> MarkDeliveredAsync(OperatorCaller caller, ConversationId id, long sequence, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.MarkDeliveredAsync(caller, id, sequence, cancellationToken));

    public Task<Outcome<bool>> MarkDeliveredAsync(OperatorCaller caller, IReadOnlyDictionary<ConversationId, long> sequences, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.MarkDeliveredAsync(caller, sequences, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> ClaimAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.ClaimAsync(caller, id, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> AssignAsync(OperatorCaller caller, ConversationId id, OperatorId assignee, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.AssignAsync(caller, id, assignee, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> TransferAsync(OperatorCaller caller, ConversationId id, TransferRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.TransferAsync(caller, id, request, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> CloseAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.CloseAsync(caller, id, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> ReopenAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.ReopenAsync(caller, id, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> SnoozeAsync(OperatorCaller caller, ConversationId id, SnoozeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.SnoozeAsync(caller, id, request, cancellationToken));

    public Task<Outcome<OperatorConversationPayload>> EndSnoozeAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default) =>
        CallAsync(s => s.EndSnoozeAsync(caller, id, cancellationToken));

    private async Task<T> CallAsync<T>(Func<IOperatorService, Task<T>> call)
    {
        if (SynchronizationContext.Current is not null) Interlocked.Increment(ref _callsOnDispatcher);
        if (Broken) throw new InvalidOperationException("The server is broken, as the test wanted.");
        await using var scope = server.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<IOperatorService>());
    }
}
