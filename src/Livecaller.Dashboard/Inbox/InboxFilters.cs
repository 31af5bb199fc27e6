namespace Livecaller.Dashboard.Inbox;

/// <summary>What a list of the inbox is filtered by, besides a search.</summary>
internal sealed record InboxFilters
{
    internal static readonly InboxFilters None = new();

    /// <summary>Only conversations with this tag; null for all.</summary>
    internal string? Tag { get; init; }

    /// <summary>Only conversations of this department; null for all.</summary>
    internal DepartmentId? DepartmentId { get; init; }

    /// <summary>Only conversations of this operator; null for all.</summary>
    internal OperatorId? OperatorId { get; init; }
}
