namespace Livecaller.Dashboard.Conversations;

/// <summary>A note of this operator that the server hasn't stored yet.</summary>
internal sealed record OutgoingNote(string Id, string Content)
{
    /// <summary>Why it was rejected; null while it's being stored.</summary>
    internal string? Failure { get; init; }
}
