using System.Text.Json;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Conversations;

/// <summary>
/// What only operators see of the conversation on the screen: its notes and tags. All members but <see cref="IsOn"/> are used on the circuit's dispatcher.
/// </summary>
internal sealed partial class ConversationNotes(
    ServerCalls server, ServiceCaller calls, OperatorContext me, Colleagues colleagues, TimeProvider time, ILogger<ConversationNotes> logger)
{
    private const int PageSize = 500;

    // By conversation: what failed must still be there when the operator comes back.
    private readonly Dictionary<ConversationId, List<OutgoingNote>> _outgoing = [];
    private readonly SortedDictionary<long, NotePayload> _notes = [];
    private long _cursor;
    private long _mentionsRead;
    private bool _isWanted;
    private Task _reading = Task.CompletedTask;
    private volatile string? _on;

    internal event Action? Changed;

    internal ConversationId? Id { get; private set; }

    /// <summary>The notes, in the order in which they were written.</summary>
    internal IReadOnlyCollection<NotePayload> Notes => _notes.Values;

    /// <summary>The notes of this operator that the server hasn't stored yet.</summary>
    internal IReadOnlyList<OutgoingNote> Outgoing => Id is { } id && _outgoing.TryGetValue(id, out var list) ? list : [];

    /// <summary>The tags; null while nothing has changed them.</summary>
    internal IReadOnlyList<string>? Tags { get; private set; }

    /// <summary>Whether the log could not be read.</summary>
    internal bool IsFailed { get; private set; }

    /// <summary>Whether the notes of this conversation are on the screen. For any thread.</summary>
    internal bool IsOn(ConversationId id) => _on == id.Value;

    internal Task OpenAsync(ConversationId? id)
    {
        (Id, _cursor, Tags, IsFailed, _mentionsRead) = (id, 0, null, false, 0);
        _notes.Clear();
        // Set before the log is read: whatever it does not have yet is announced from now on.
        _on = id?.Value;
        return CatchUpAsync();
    }

    /// <summary>Reads what the log has beyond the cursor. Calls meanwhile read once more, however many they are.</summary>
    internal Task CatchUpAsync()
    {
        _isWanted = Id is not null;
        return _reading.IsCompleted ? _reading = ReadWhileWantedAsync() : _reading;
    }

    /// <summary>Shows the note at once, then has it stored.</summary>
    internal Task AddAsync(string text)
    {
        var content = text.Trim();
        if (InvisibleText.IsBlank(content) || Id is not { } id)
            return Task.CompletedTask;
        var note = new OutgoingNote(Guid.CreateVersion7(time.GetUtcNow()).ToString(), content);
        OutgoingOf(id).Add(note);
        Changed?.Invoke();
        return StoreAsync(id, note);
    }

    /// <summary>Tries a refused note again, with the same id: if it did arrive, it is not stored twice.</summary>
    internal Task RetryAsync(string noteId)
    {
        if (Id is not { } id || OutgoingOf(id).Find(o => o.Id == noteId && o.Failure is not null) is not { } note)
            return Task.CompletedTask;
        Replace(id, note with { Failure = null });
        return StoreAsync(id, note);
    }

    internal void Discard(string noteId)
    {
        if (Id is { } id)
            OutgoingOf(id).RemoveAll(o => o.Id == noteId);
        Changed?.Invoke();
    }

    /// <summary>Notes that the notes that mention the operator were read, once for those that are there.</summary>
    internal async Task MarkMentionsReadAsync()
    {
        var newest = _notes.Values.LastOrDefault(note => note.Mentions.Any(o => o.Id == me.Id))?.OperatorSequence ?? 0;
        if (Id is not { } id || newest <= _mentionsRead)
            return;
        _mentionsRead = newest;
        var (_, error) = await calls.CallAsync((INoteService service, OperatorCaller caller) => service.MarkMentionsReadAsync(caller, id));
        // The next look at the conversation tries again.
        if (error is not null && Id == id)
            _mentionsRead = 0;
    }

    /// <summary>Replaces the tags; returns why they were refused, or null.</summary>
    internal async Task<string?> SetTagsAsync(IReadOnlyList<string> tags)
    {
        if (Id is not { } id)
            return null;
        var (stored, error) = await calls.CallAsync((INoteService service, OperatorCaller caller) => service.SetTagsAsync(caller, id, new() { Tags = tags }));
        if (stored is not null && Id == id)
            Tags = stored.Tags;
        Changed?.Invoke();
        return error;
    }

    private async Task StoreAsync(ConversationId id, OutgoingNote note)
    {
        await colleagues.ReadAsync();
        var mentions = MentionText.Find(note.Content, colleagues.Team).Select(o => o.Id).ToList();
        var request = new AddNoteRequest { Id = note.Id, Content = note.Content, Mentions = mentions };
        var (stored, error) = await calls.CallAsync((INoteService service, OperatorCaller caller) => service.AddAsync(caller, id, request), Texts.NoteFailed);
        if (stored is null)
        {
            Replace(id, note with { Failure = error });
            return;
        }

        if (Id == id)
            _notes[stored.OperatorSequence] = stored;
        OutgoingOf(id).RemoveAll(o => o.Id == note.Id);
        Changed?.Invoke();
    }

    private void Replace(ConversationId id, OutgoingNote note)
    {
        var list = OutgoingOf(id);
        if (list.FindIndex(o => o.Id == note.Id) is var index and >= 0)
            list[index] = note;
        Changed?.Invoke();
    }

    private async Task ReadWhileWantedAsync()
    {
        while (_isWanted && Id is { } id)
        {
            _isWanted = false;
            try
            {
                await ReadOnAsync(id);
            }
            catch (Exception e)
            {
                LogFailed(e, id);
                IsFailed |= id == Id;
            }

            Changed?.Invoke();
        }
    }

    private async Task ReadOnAsync(ConversationId id)
    {
        while (id == Id)
        {
            var page = await server.CallAsync((INoteService notes) => notes.ReadEventsAsync(me.Caller, id, _cursor, PageSize));
            if (id != Id)
                return;
            IsFailed = page.Problem is { Status: not (401 or 404) };
            if (!page.IsSuccess)
                return;
            foreach (var logged in page.Value.Data)
                Apply(id, logged);
            if (page.Value.Data.Count == 0 || _cursor >= page.Value.LastOperatorSequence)
                return;
        }
    }

    private void Apply(ConversationId id, OperatorEvent logged)
    {
        _cursor = logged.OperatorSequence;
        try
        {
            if (logged.Type == OperatorEventNames.ConversationTags)
                Tags = logged.Data.Deserialize(OperatorJson.Default.TagsPayload)?.Tags;
            else if (logged.Type == OperatorEventNames.ConversationNote && logged.Data.Deserialize(OperatorJson.Default.NotePayload) is { } note)
                Put(id, note);
        }
        catch (JsonException)
        {
            // A payload of a newer server: the cursor advances, as for unknown event types.
        }
    }

    private void Put(ConversationId id, NotePayload note)
    {
        _notes[note.OperatorSequence] = note;
        OutgoingOf(id).RemoveAll(o => o.Id == note.Id);
    }

    private List<OutgoingNote> OutgoingOf(ConversationId id)
    {
        if (!_outgoing.TryGetValue(id, out var list))
            _outgoing[id] = list = [];
        return list;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The notes of the conversation {ConversationId} could not be read.")]
    private partial void LogFailed(Exception e, ConversationId conversationId);
}
