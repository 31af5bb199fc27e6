using Livecaller.Server.Operators;

namespace Livecaller.Server.Notes;

/// <summary>
/// What operators tell each other about conversations: notes and tags. They have a log of their own, which visitors never see. Every call is
/// refused with 401 when the caller's session has ended, and with 403 without the permission.
/// </summary>
public interface INoteService
{
    /// <summary>The newest notes before a sequence of the operators' log (null: the end), in ascending order.</summary>
    Task<Outcome<DataPage<NotePayload>>> ListAsync(OperatorCaller caller, ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default);

    /// <summary>Adds a note. Repeating the call with the same id finds the note that it added.</summary>
    Task<Outcome<NotePayload>> AddAsync(OperatorCaller caller, ConversationId id, AddNoteRequest request, CancellationToken cancellationToken = default);

    /// <summary>Notes that the operator has read the notes that mention them.</summary>
    Task<Outcome<bool>> MarkMentionsReadAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Replaces the tags of a conversation.</summary>
    Task<Outcome<TagsPayload>> SetTagsAsync(OperatorCaller caller, ConversationId id, SetTagsRequest request, CancellationToken cancellationToken = default);

    /// <summary>All tags that conversations have, sorted.</summary>
    Task<Outcome<DataPage<string>>> ListTagsAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>The operators' log after a sequence.</summary>
    Task<Outcome<OperatorEventPage>> ReadEventsAsync(OperatorCaller caller, ConversationId id, long after, int? limit, CancellationToken cancellationToken = default);
}
