namespace Livecaller.Server.Operators;

/// <summary>Which conversations an inbox shows.</summary>
public sealed record InboxQuery
{
    /// <summary>Only conversations of this status; null for all.</summary>
    public ConversationStatus? Status { get; init; }

    /// <summary>Only conversations that are not closed.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>Only conversations assigned so.</summary>
    public InboxAssignment Assigned { get; init; } = InboxAssignment.All;

    /// <summary>Only conversations of this department; null for all.</summary>
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>Only conversations of this widget; null for all.</summary>
    public WidgetId? WidgetId { get; init; }

    /// <summary>Only conversations assigned to this operator; null for all.</summary>
    public OperatorId? OperatorId { get; init; }

    /// <summary>Only conversations that have this tag; null for all.</summary>
    public string? Tag { get; init; }

    /// <summary>Only conversations of this visitor; null for all.</summary>
    public VisitorId? VisitorId { get; init; }

    /// <summary>Only conversations that are snoozed, or only those that are not; null for both.</summary>
    public bool? Snoozed { get; init; }

    /// <summary>Only conversations with notes that mention this operator, in the order of the newest mention, whatever <see cref="Sort"/> is; null for all.</summary>
    public InboxMention? Mentioned { get; init; }

    /// <summary>The order of the list.</summary>
    /// <value>The newest activity first.</value>
    public InboxSort Sort { get; init; } = InboxSort.Activity;

    /// <summary>Only conversations whose visitor or messages contain this text; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>At most so many, 1 to 100; null for 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Only conversations behind this one, for the next page.</summary>
    public ConversationId? Before { get; init; }

    /// <summary>Whether the queue positions are filled in.</summary>
    /// <value>True.</value>
    public bool WithQueuePositions { get; init; } = true;
}

/// <summary>How a conversation is assigned, seen from one operator.</summary>
public enum InboxAssignment
{
    /// <summary>In any way.</summary>
    All,

    /// <summary>To this operator.</summary>
    Me,

    /// <summary>To nobody.</summary>
    None,
}

/// <summary>The order of an inbox.</summary>
public enum InboxSort
{
    /// <summary>The newest activity first.</summary>
    Activity,

    /// <summary>Who has waited longest for an answer first, and after those who wait the others, oldest first.</summary>
    Waiting,

    /// <summary>Only conversations that are snoozed, those first that come back first.</summary>
    Return,
}

/// <summary>Which mentions of an operator count.</summary>
public enum InboxMention
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those that the operator has not read.</summary>
    Unread,
}

/// <summary>A page of the inbox.</summary>
/// <param name="Data">The conversations.</param>
/// <param name="HasMore">Whether more follow.</param>
public sealed record InboxPage(IReadOnlyList<OperatorConversationPayload> Data, bool HasMore);

/// <summary>How many conversations each list of the inbox has.</summary>
/// <param name="Waiting">Open, taken by nobody, and not snoozed.</param>
/// <param name="Mine">Open, taken by this operator, and not snoozed.</param>
/// <param name="All">All that are open, snoozed or not.</param>
/// <param name="Snoozed">Open and snoozed, whoever has them.</param>
/// <param name="Mentions">Open or closed, with notes that mention this operator, who has not read them.</param>
public sealed record InboxCounts(int Waiting, int Mine, int All, int Snoozed, int Mentions);
