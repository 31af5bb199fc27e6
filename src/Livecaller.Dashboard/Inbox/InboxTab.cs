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

    /// <summary>With notes that mention this operator, open or closed.</summary>
    Mentions,

    /// <summary>Out of the lists of what is to be done, for a while.</summary>
    Snoozed,

    /// <summary>Over.</summary>
    Closed,
}
