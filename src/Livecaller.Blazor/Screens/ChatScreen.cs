namespace Livecaller.Blazor.Screens;

/// <summary>What can stand in front of the conversation, with a way back to it.</summary>
public enum ChatScreen
{
    /// <summary>The conversations of before.</summary>
    Earlier,

    /// <summary>Where the conversation shall be mailed to.</summary>
    Transcript,

    /// <summary>Which number shall be called.</summary>
    Callback,
}
