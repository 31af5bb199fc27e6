using Livecaller.Dashboard.Localization;
using Livecaller.Server.Drafts;

namespace Livecaller.Dashboard.Conversations;

/// <content>Messages that the server holds back for some seconds.</content>
internal sealed partial class OpenConversation
{
    // After their time, until they were seen in the log or among those that failed.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private bool _isWatching;
    private bool _isHeldRead;

    /// <summary>The messages that can still be taken back, of all conversations.</summary>
    internal IEnumerable<(ConversationId Id, OutgoingMessage Message)> Held =>
        _outgoing.SelectMany(o => o.Value.Where(m => m is { DueAt: not null, Failure: null }).Select(m => (o.Key, m)));

    /// <summary>Reads what an earlier circuit has left to be sent, once.</summary>
    internal async Task ReadHeldAsync()
    {
        if (_isHeldRead)
            return;
        _isHeldRead = true;
        await ReconcileAsync();
    }

    /// <summary>Takes a message back. Returns its text; null when it was sent already.</summary>
    internal async Task<string?> UndoAsync(ConversationId id, MessageId messageId)
    {
        try
        {
            // It is put before what was written meanwhile.
            await drafts.SaveAsync();
            var undone = await server.CallAsync((IDraftService d) => d.UndoAsync(me.Caller, messageId));
            if (undone.IsSuccess)
            {
                OutgoingOf(id).RemoveAll(o => o.Id == messageId);
                await drafts.ReadAsync(id);
                Raise();
                return undone.Value.Content;
            }

            await ReconcileAsync();
            Change(() => Failure = Texts.UndoTooLate);
        }
        catch (Exception e)
        {
            LogFailed(e, id);
            Change(() => Failure = Texts.UndoFailed);
        }

        return null;
    }

    private async Task<bool> HoldAsync(ConversationId id, OutgoingMessage message)
    {
        string? failure = null;
        try
        {
            await drafts.ForgetAsync(id, ComposerMode.Reply);
            var request = new HoldMessageRequest { Id = message.Id, Content = message.Content, ReplyTo = message.ReplyTo?.Id, Closes = message.Closes };
            var held = await server.CallAsync((IDraftService d) => d.HoldAsync(me.Caller, id, request));
            if (held.IsSuccess)
                Replace(id, message with { DueAt = held.Value.DueAt });
            else
                failure = Reason(held.Problem);
        }
        catch (Exception e)
        {
            LogFailed(e, id);
            failure = Texts.SendFailed;
        }

        if (failure is not null)
            Replace(id, message with { Failure = failure });
        else
            Watch();
        Raise();
        return failure is null;
    }

    private async Task SendNowAsync(ConversationId id, OutgoingMessage message)
    {
        try
        {
            await server.CallAsync((IDraftService d) => d.SendNowAsync(me.Caller, message.Id));
        }
        catch (Exception e)
        {
            LogFailed(e, id);
        }

        Watch();
    }

    private void Watch()
    {
        if (!_isWatching)
            _ = WatchAsync();
    }

    // While something is held, on the dispatcher.
    private async Task WatchAsync()
    {
        _isWatching = true;
        var isAllowed = true;
        while (isAllowed && Held.Any())
        {
            var next = Held.Min(h => h.Message.DueAt!.Value) - time.GetUtcNow();
            await Task.Delay(next > LookEvery ? next : LookEvery, time);
            isAllowed = await ReconcileAsync();
        }

        _isWatching = false;
    }

    // What the server has not any more was sent, and is in the log, or was taken back elsewhere. Returns false when the session has ended.
    private async Task<bool> ReconcileAsync()
    {
        try
        {
            var page = await server.CallAsync((IDraftService d) => d.ListHeldAsync(me.Caller));
            if (!page.IsSuccess)
                return false;
            var held = page.Value.Data.ToDictionary(m => m.Id);
            foreach (var list in _outgoing.Values)
                list.RemoveAll(o => o.DueAt is not null && !held.ContainsKey(o.Id));
            foreach (var message in held.Values)
            {
                var list = OutgoingOf(message.ConversationId);
                var index = list.FindIndex(o => o.Id == message.Id);
                var known = index < 0 ? new(message.Id, message.Content, null, time.GetUtcNow()) : list[index];
                known = known with { DueAt = message.DueAt, Closes = message.Closes, Failure = message.Failure };
                if (index < 0)
                    list.Add(known);
                else
                    list[index] = known;
            }

            if (Held.Any())
                Watch();
        }
        catch (Exception e)
        {
            LogFailed(e, Id ?? default);
        }

        Raise();
        return true;
    }
}
