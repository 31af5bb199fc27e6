namespace Livecaller.Dashboard.Conversations;

/// <summary>What the composer writes.</summary>
internal enum ComposerMode
{
    /// <summary>A message to the visitor.</summary>
    Reply,

    /// <summary>A note, which only operators see.</summary>
    Note,
}
