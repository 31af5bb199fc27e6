namespace Gallery.Scenes;

/// <summary>The groups of states in the index, in order.</summary>
internal enum StateGroup
{
    /// <summary>How the chat is placed on the page.</summary>
    Presentations,

    /// <summary>The states before the first message.</summary>
    Start,

    /// <summary>Messages and files.</summary>
    Conversation,

    /// <summary>Messages that haven't been sent yet.</summary>
    Composing,

    /// <summary>The states after the last message.</summary>
    End,

    /// <summary>Failures.</summary>
    Errors,
}
