using Livecaller.Protocol;

namespace Livecaller.Testing;

/// <summary>A conversation as the test host has stored it, at one moment.</summary>
public sealed record TestConversation
{
    /// <summary>The conversation as its visitor sees it.</summary>
    public required ConversationPayload Info { get; init; }

    /// <summary>Its visitor.</summary>
    public required VisitorPayload Visitor { get; init; }

    /// <summary>The answers of the form before it.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The call that the visitor asked for; null when it began otherwise.</summary>
    public CallbackRequest? Callback { get; init; }

    /// <summary>What the visitor types at the moment and has not sent, as the operator sees it; null when the widget allows no preview.</summary>
    public string? TypedText { get; init; }

    /// <summary>The sequence up to which the visitor has read.</summary>
    public required long VisitorReadSequence { get; init; }

    /// <summary>The sequence up to which the operator has read.</summary>
    public required long OperatorReadSequence { get; init; }

    /// <summary>The sequence up to which a device of the operator has the messages.</summary>
    public required long OperatorDeliveredSequence { get; init; }

    /// <summary>The visitor's rating, 1 to 5; null when there is none.</summary>
    public int? Rating { get; init; }

    /// <summary>The remark beside the rating.</summary>
    public string? RatingComment { get; init; }

    /// <summary>The conversation's id.</summary>
    public ConversationId Id => Info.Id;
}
