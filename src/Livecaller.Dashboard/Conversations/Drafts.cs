using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Drafts;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Conversations;

/// <summary>
/// The drafts of an operator, by conversation. Replies and notes have their own, so that a note never becomes a reply. The server keeps them, shortly after they were
/// written: they survive a reload, a lost circuit and another device. All members are used on the circuit's dispatcher.
/// </summary>
internal sealed class Drafts(ServiceCaller calls, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    private readonly Dictionary<(ConversationId, ComposerMode), string> _texts = [];
    private readonly HashSet<(ConversationId Id, ComposerMode Mode)> _unsaved = [];

    // Saves go one after the other, so that the last text is the one that stays.
    private readonly SemaphoreSlim _turn = new(1);
    private Task _saving = Task.CompletedTask;
    private Task? _reading;

    internal string this[ConversationId id, ComposerMode mode]
    {
        get => _texts.GetValueOrDefault((id, mode), "");
        set
        {
            if (this[id, mode] == value)
                return;
            Put(id, mode, value);
            _unsaved.Add((id, mode));
            if (_saving.IsCompleted)
                _saving = SaveAsync(value.Length == 0 ? TimeSpan.Zero : Pause);
        }
    }

    /// <summary>Whether something is begun in a conversation.</summary>
    internal bool Has(ConversationId id) => this[id, ComposerMode.Reply].Length + this[id, ComposerMode.Note].Length > 0;

    /// <summary>Reads the drafts of all conversations, once.</summary>
    internal Task ReadAsync() => _reading ??= ReadAllAsync();

    /// <summary>Reads the drafts of a conversation again, which another device may have changed.</summary>
    internal async Task ReadAsync(ConversationId id)
    {
        var (draft, _) = await calls.CallAsync((IDraftService service, OperatorCaller me) => service.ReadAsync(me, id));
        if (draft is not null)
            Take(draft);
    }

    /// <summary>Takes over what the server has, except for what is being written here.</summary>
    internal void Take(DraftsPayload draft)
    {
        foreach (var (mode, text) in ((ComposerMode, string?)[])[(ComposerMode.Reply, draft.Reply), (ComposerMode.Note, draft.Note)])
            if (!_unsaved.Contains((draft.ConversationId, mode)))
                Put(draft.ConversationId, mode, text ?? "");
    }

    /// <summary>Saves what is not saved yet.</summary>
    internal Task SaveAsync() => SaveAsync(TimeSpan.Zero);

    /// <summary>Forgets a draft that the server removes itself. A save that is under way ends before.</summary>
    internal async Task ForgetAsync(ConversationId id, ComposerMode mode)
    {
        Put(id, mode, "");
        _unsaved.Remove((id, mode));
        await _turn.WaitAsync();
        _turn.Release();
    }

    /// <summary>Saves what is not saved yet.</summary>
    public void Dispose() => _ = SaveAsync();

    private void Put(ConversationId id, ComposerMode mode, string text)
    {
        if (text.Length == 0)
            _texts.Remove((id, mode));
        else
            _texts[(id, mode)] = text;
    }

    private async Task ReadAllAsync()
    {
        var (page, _) = await calls.CallAsync((IDraftService service, OperatorCaller me) => service.ListAsync(me));
        foreach (var draft in page?.Data ?? [])
            Take(draft);
    }

    private async Task SaveAsync(TimeSpan pause)
    {
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time);
        while (_unsaved.Count > 0)
        {
            await _turn.WaitAsync();
            try
            {
                if (_unsaved.Count > 0)
                    await SaveOneAsync(_unsaved.First());
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task SaveOneAsync((ConversationId Id, ComposerMode Mode) draft)
    {
        var text = this[draft.Id, draft.Mode];
        var request = draft.Mode == ComposerMode.Note ? new SaveDraftsRequest { Note = text } : new SaveDraftsRequest { Reply = text };
        await calls.CallAsync((IDraftService service, OperatorCaller me) => service.SaveAsync(me, draft.Id, request));
        // What was written meanwhile is saved next. What is refused stays here, and in the browser.
        if (this[draft.Id, draft.Mode] == text)
            _unsaved.Remove(draft);
    }
}
