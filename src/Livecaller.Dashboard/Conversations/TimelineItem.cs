namespace Livecaller.Dashboard.Conversations;

/// <summary>One line of a conversation as it is shown.</summary>
internal abstract record TimelineItem(string Key);

/// <summary>A new day begins.</summary>
internal sealed record DayItem(DateOnly Day) : TimelineItem("day-" + Day.DayNumber);

/// <summary>Something happened.</summary>
internal sealed record NoteItem(LogNote Note) : TimelineItem("note-" + Note.Sequence);

/// <summary>A note of an operator.</summary>
internal sealed record TeamNoteItem(NotePayload Note) : TimelineItem(Note.Id);

/// <summary>A note that is not stored yet. It keeps its key when it is.</summary>
internal sealed record OutgoingNoteItem(OutgoingNote Note) : TimelineItem(Note.Id);

/// <summary>A message and its position in its run.</summary>
internal sealed record MessageItem(MessagePayload Message, bool First, bool Last) : TimelineItem(Message.Id.Value);

/// <summary>A message that is not stored yet. It keeps its key when it is, so that nothing flickers.</summary>
internal sealed record OutgoingItem(OutgoingMessage Message) : TimelineItem(Message.Id.Value);
