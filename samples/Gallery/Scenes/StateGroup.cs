namespace Gallery.Scenes;

/// <summary>The headings of the gallery, in their order.</summary>
internal enum StateGroup
{
    /// <summary>How the chat stands on the page.</summary>
    Presentations,

    /// <summary>What comes before the first message.</summary>
    Beginning,

    /// <summary>What is said and sent.</summary>
    Conversation,

    /// <summary>What the visitor is about to send.</summary>
    Writing,

    /// <summary>What comes after the last message.</summary>
    End,

    /// <summary>What goes wrong.</summary>
    Trouble,
}
