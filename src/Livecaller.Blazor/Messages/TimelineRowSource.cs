namespace Livecaller.Blazor.Messages;

/// <summary>All that a row is made of, but for the time: as long as it is the same, so is the row.</summary>
internal readonly struct TimelineRowSource
{
    public required ConversationMessage Message { get; init; }

    public required ConversationMessage? Before { get; init; }

    public required ConversationMessage? After { get; init; }

    /// <summary>The language, and the zone.</summary>
    public required (object Texts, TimeZoneInfo Zone) Place { get; init; }

    public required int Turns { get; init; }

    public required bool IsClosed { get; init; }

    public required bool IsFirstNew { get; init; }

    public required bool NextIsFirstNew { get; init; }

    public required bool IsExpanded { get; init; }

    public required bool HasMenu { get; init; }

    /// <summary>Whether its sender is typing the next message of the run.</summary>
    public required bool IsContinued { get; init; }

    // By reference: a message that changed is another object, and comparing texts would cost more than drawing them.
    public bool IsSame(in TimelineRowSource other) =>
        ReferenceEquals(Message, other.Message) && ReferenceEquals(Before, other.Before) && ReferenceEquals(After, other.After)
        && ReferenceEquals(Place.Texts, other.Place.Texts) && ReferenceEquals(Place.Zone, other.Place.Zone) && Turns == other.Turns
        && IsClosed == other.IsClosed && IsFirstNew == other.IsFirstNew && NextIsFirstNew == other.NextIsFirstNew
        && IsExpanded == other.IsExpanded && HasMenu == other.HasMenu
        && IsContinued == other.IsContinued;
}
