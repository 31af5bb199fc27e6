namespace Livecaller.Background;

/// <summary>A logged event, from the socket or from the log.</summary>
internal readonly record struct FollowedEvent(long Sequence, string Type, EventData Data);
