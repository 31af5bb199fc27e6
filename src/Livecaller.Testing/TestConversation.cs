namespace Livecaller.Testing;

/// <summary>A conversation as the test host has stored it at one moment.</summary>
public sealed record TestConversation
{
    /// <summary>The conversation as its visitor sees it.</summary>
    public required ConversationPayload Info { get; init; }

    /// <summary>Its visitor.</summary>
    public required VisitorPayload Visitor { get; init; }

    /// <summary>The answers of the form.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The callback that the visitor requested; null for other conversations.</summary>
    public CallbackRequest? Callback { get; init; }

    /// <summary>What the visitor is typing, as the operator sees it; null when the widget has the typing preview turned off.</summary>
    public string? TypedText { get; init; }

    /// <summary>The sequence up to which the visitor has read.</summary>
    public required long VisitorReadSequence { get; init; }

    /// <summary>The sequence up to which the operator has read.</summary>
    public required long OperatorReadSequence { get; init; }

    /// <summary>The sequence up to which a device of the operator has received the messages.</summary>
    public required long OperatorDeliveredSequence { get; init; }

    /// <summary>The visitor's rating, 1 to 5; null when there is none.</summary>
    public int? Rating { get; init; }

    /// <summary>The comment on the rating.</summary>
    public string? RatingComment { get; init; }

    /// <summary>The conversation's id.</summary>
    public ConversationId Id => Info.Id;
}
