using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Conversations;

/// <content>The operator's actions.</content>
internal sealed partial class OpenConversation
{
    private static readonly TimeSpan TypingEvery = TimeSpan.FromSeconds(3);
    private DateTimeOffset _typedAt;

    /// <summary>Shows the message at once, then has it stored, and the conversation closed where that is wanted. Returns whether that was done, or will be.</summary>
    internal async Task<bool> SendAsync(string text, bool closes = false)
    {
        var content = text.Trim();
        if (content.Length == 0 || Id is not { } id)
            return false;
        var message = new OutgoingMessage(MessageId.New(time), content, ReplyTo, time.GetUtcNow()) { Closes = closes };
        ReplyTo = null;
        OutgoingOf(id).Add(message);
        Raise();
        if (await undo.ReadAsync())
            return await HoldAsync(id, message);
        if (!await DeliverAsync(id, message) || !closes)
            return !closes && !OutgoingOf(id).Exists(o => o.Id == message.Id && o.Failure is not null);
        if (Id != id)
            return false;
        await CloseAsync();
        return Failure is null;
    }

    /// <summary>Tries a refused message again, with the same id: if it did arrive, it is not stored twice.</summary>
    internal Task RetryAsync(MessageId messageId)
    {
        if (Id is not { } id || OutgoingOf(id).Find(o => o.Id == messageId && o.Failure is not null) is not { } message)
            return Task.CompletedTask;
        Replace(id, message with { Failure = null });
        Raise();
        return message.DueAt is null ? DeliverAsync(id, message) : SendNowAsync(id, message);
    }

    internal void Discard(MessageId messageId) => Change(() =>
    {
        if (Id is { } id)
            OutgoingOf(id).RemoveAll(o => o.Id == messageId);
    });

    internal Task ClaimAsync() => ActAsync((d, id) => d.AssignAsync(me.Caller, id, me.Id), Texts.ClaimFailed);

    internal Task CloseAsync() => ActAsync((d, id) => d.CloseAsync(me.Caller, id), Texts.CloseFailed);

    internal Task ReopenAsync() => ActAsync((d, id) => d.ReopenAsync(me.Caller, id), Texts.ReopenFailed);

    /// <summary>Takes the conversation out of the lists. Returns why it was refused, or null.</summary>
    internal Task<string?> SnoozeAsync(DateTimeOffset? until) => TryActAsync((d, id) => d.SnoozeAsync(me.Caller, id, new() { Until = until }), Texts.SnoozeFailed);

    internal Task EndSnoozeAsync() => ActAsync((d, id) => d.EndSnoozeAsync(me.Caller, id), Texts.SnoozeFailed);

    /// <summary>Gives the conversation to somebody else. Returns why it was refused, or null.</summary>
    internal Task<string?> HandOverAsync(bool isTransfer, TransferRequest request) => TryActAsync(
        (d, id) => isTransfer ? d.TransferAsync(me.Caller, id, request) : d.AssignAsync(me.Caller, id, request.OperatorId!.Value),
        isTransfer ? Texts.TransferFailed : Texts.AssignFailed);

    internal async Task TypingAsync()
    {
        var now = time.GetUtcNow();
        if (Id is not { } id || now - _typedAt < TypingEvery)
            return;
        _typedAt = now;
        try
        {
            await server.CallAsync((IOperatorService d) => d.TypingAsync(me.Caller, id));
        }
        catch (Exception e)
        {
            LogFailed(e, id);
        }
    }

    /// <summary>Notes that what is on the screen was read.</summary>
    internal async Task MarkReadAsync()
    {
        var newest = Log.NewestVisitorMessage;
        if (Id is not { } id || State != LoadState.Ready || newest <= _marked || Conversation is not { UnreadCount: > 0 })
            return;
        _marked = newest;
        try
        {
            await server.CallAsync((IOperatorService d) => d.MarkReadAsync(me.Caller, id, newest));
        }
        catch (Exception e)
        {
            // The next look at the conversation tries again.
            _marked = 0;
            LogFailed(e, id);
        }
    }

    private async Task<bool> DeliverAsync(ConversationId id, OutgoingMessage message)
    {
        var generation = _generation;
        string? failure = null;
        try
        {
            var request = new SendMessageRequest { Id = message.Id, Content = message.Content, ReplyTo = message.ReplyTo?.Id };
            var sent = await server.CallAsync((IOperatorService d) => d.SendAsync(me.Caller, id, request));
            if (sent.IsSuccess)
                Settle(id, sent.Value, generation);
            else
                failure = Reason(sent.Problem);
            // The reply assigned a waiting conversation, so its operator is read again.
            if (sent.IsSuccess && generation == _generation && !IsMine)
                await ReadHeadAsync(id, generation);
        }
        catch (Exception e)
        {
            LogFailed(e, id);
            failure = Texts.SendFailed;
        }

        if (failure is not null)
            Replace(id, message with { Failure = failure });
        Raise();
        return failure is null;
    }

    private void Settle(ConversationId id, MessagePayload stored, int generation)
    {
        if (generation == _generation && !Log.Has(stored.Id))
            Log.Put(stored);
        OutgoingOf(id).RemoveAll(o => o.Id == stored.Id);
    }

    private void Replace(ConversationId id, OutgoingMessage message)
    {
        var list = OutgoingOf(id);
        if (list.FindIndex(o => o.Id == message.Id) is var index and >= 0)
            list[index] = message;
    }

    private async Task ActAsync(
        Func<IOperatorService, ConversationId, Task<Outcome<OperatorConversationPayload>>> act, string failure)
    {
        var generation = _generation;
        Failure = null;
        var reason = await TryActAsync(act, failure);
        if (generation == _generation && reason is not null)
            Change(() => Failure = reason);
    }

    private async Task<string?> TryActAsync(
        Func<IOperatorService, ConversationId, Task<Outcome<OperatorConversationPayload>>> act, string failure)
    {
        if (Id is not { } id)
            return null;
        var generation = _generation;
        try
        {
            var outcome = await server.CallAsync((IOperatorService d) => act(d, id));
            if (!outcome.IsSuccess)
                return Reason(outcome.Problem, failure);
            if (generation == _generation)
                Change(() => Conversation = outcome.Value);
            return null;
        }
        catch (Exception e)
        {
            LogFailed(e, id);
            return failure;
        }
    }

    private static string Reason(Problem problem, string? otherwise = null) =>
        problem.Errors?.Values.SelectMany(static reasons => reasons).FirstOrDefault() ?? problem.Detail ?? otherwise ?? problem.Title ?? Texts.SendFailed;
}
