namespace Livecaller.Blazor.Screens;

/// <summary>What a visitor can do around the conversation. Nothing here throws because of the network: null or false says that it failed.</summary>
internal interface IScreenActions
{
    /// <summary>The answers of the form are there: the conversation begins with them, and with a message if there is one.</summary>
    Task BeginAsync(PreChatAnswers answers, string? message);

    /// <summary>What the visitor answered the last time, by the fields' names.</summary>
    Task<IReadOnlyDictionary<string, string>> RecallAsync();

    Task<bool> RateAsync(int rating, string? comment);

    /// <summary>Requests a transcript. The reason says why the server refuses it; null for any other failure.</summary>
    Task<(bool IsSent, string? Reason)> MailTranscriptAsync(string email);

    /// <summary>Changes the address that the visitor is answered at, here and on the server.</summary>
    Task<bool> ChangeEmailAsync(string email);

    /// <summary>Asks for a call, and shows the conversation that begins with it.</summary>
    Task<bool> CallBackAsync(CallbackRequest request);

    /// <summary>A page of the visitor's conversations, newest first.</summary>
    Task<IReadOnlyList<ConversationPayload>?> ListAsync(int limit, ConversationId? before);

    Task<Conversation?> ReadAsync(ConversationId id);

    Task SetMutedAsync(bool isMuted);
}
