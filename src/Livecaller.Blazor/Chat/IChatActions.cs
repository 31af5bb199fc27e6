namespace Livecaller.Blazor.Chat;

/// <summary>The actions of a visitor in the chat. They don't throw network errors; the state reports them.</summary>
internal interface IChatActions
{
    /// <returns>Whether the message is kept, or was taken back by the visitor; false when it could not be: nothing of it is shown then.</returns>
    Task<bool> SendAsync(OutgoingMessage message);

    Task RetryAsync(MessageId id);

    void Discard(MessageId id);

    /// <summary>
    /// Sends the failed messages of a closed conversation in the visitor's open one, or in a new one once what the widget asks first is answered.
    /// </summary>
    Task SendFailedInNewAsync();

    Task LoadEarlierAsync();

    Task LoadLaterAsync();

    /// <summary>Goes to the newest messages where others are shown.</summary>
    Task ShowNewestAsync();

    /// <summary>Loads a message and those around it, unless it is there.</summary>
    /// <returns>Whether it is there now.</returns>
    Task<bool> ShowAsync(MessageId id);

    Task MarkReadAsync();

    Task TypingAsync(string text);

    /// <summary>Opens the visitor's open conversation, or a new one when the last was closed, or tries again.</summary>
    Task OpenAsync();

    /// <summary>Ends the conversation, for both sides.</summary>
    /// <returns>Whether the server has done it.</returns>
    Task<bool> EndAsync();

    /// <summary>The same for another conversation than the one that is shown, such as an earlier one.</summary>
    IChatActions For(Conversation conversation);

    /// <summary>Asks the host to sign the visitor in again.</summary>
    Task SignInAsync();

    /// <summary>Closes the panel, not the conversation.</summary>
    Task CloseAsync();
}
