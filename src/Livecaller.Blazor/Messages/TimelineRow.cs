using Livecaller.Time;

namespace Livecaller.Blazor.Messages;

/// <summary>One message with its surroundings. The object is reused as long as nothing changes, so that it isn't rendered again.</summary>
public sealed class TimelineRow
{
    private readonly TimelineRowSource _source;

    internal TimelineRow(in TimelineRowSource source) => _source = source;

    internal ConversationMessage Message => Source.Message;

    /// <summary>What it was made of.</summary>
    internal ref readonly TimelineRowSource Source => ref _source;

    /// <summary>Its day, in the visitor's zone.</summary>
    internal DateOnly Day { get; init; }

    /// <summary>Whether what is new begins here.</summary>
    internal bool IsFirstNew => Source.IsFirstNew;

    /// <summary>The line above it, such as who joined; null for none.</summary>
    internal string? Line { get; init; }

    internal bool StartsRun { get; init; }

    internal bool EndsRun { get; init; }

    /// <summary>How long ago it was; only where it ends a run.</summary>
    internal ElapsedTime Elapsed { get; init; }

    /// <summary>The whole date and time; only where it ends a run.</summary>
    internal string Exact { get; init; } = "";

    internal bool CanReply { get; init; }
}
