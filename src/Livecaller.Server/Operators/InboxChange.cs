namespace Livecaller.Server.Operators;

/// <summary>A change of a list of the inbox.</summary>
public abstract record InboxChange;

/// <summary>A conversation of the list is new or different. Where it belongs follows from the order of the query.</summary>
/// <param name="Conversation">The conversation as it is now, without its position in the queue.</param>
public sealed record InboxConversationChanged(OperatorConversationPayload Conversation) : InboxChange;

/// <summary>A conversation doesn't belong to the list any more.</summary>
/// <param name="Id">The conversation.</param>
public sealed record InboxConversationLeft(ConversationId Id) : InboxChange;

/// <summary>The number of conversations of a list of the inbox has changed.</summary>
/// <param name="Counts">All numbers, as they are now.</param>
public sealed record InboxCountsChanged(InboxCounts Counts) : InboxChange;

/// <summary>So much has changed since the last look that the list was read again.</summary>
/// <param name="Page">The first page of the list, which replaces everything before.</param>
public sealed record InboxReloaded(InboxPage Page) : InboxChange;
