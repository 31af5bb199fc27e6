namespace Livecaller.Dashboard.Inbox;

/// <summary>The lists of the inbox.</summary>
internal enum InboxTab
{
    /// <summary>Open and unassigned.</summary>
    Waiting,

    /// <summary>Open, taken by this operator.</summary>
    Mine,

    /// <summary>All that are open.</summary>
    All,

    /// <summary>Over.</summary>
    Closed,
}
