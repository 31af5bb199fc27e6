namespace Livecaller.Blazor.Chat;

/// <summary>Carries out what the visitor does. What fails for want of a network shows in the conversation's state.</summary>
internal sealed class VisitorActions(ChatSession session, Func<Task> close, Func<Task> signIn, Conversation? only = null) : IChatActions
{
    private Conversation? Current => only ?? session.Current;

    public Task<bool> SendAsync(OutgoingMessage message) => TryAsync(async c =>
    {
        try
        {
            await c.SendAsync(Complete(message, c));
        }
        catch (OperationCanceledException)
        {
            // The visitor took it back while its files were being kept.
        }
    });

    public Task RetryAsync(MessageId id) => TryAsync(c => c.RetryAsync(id));

    public Task SendFailedInNewAsync() => TryAsync(session.MoveFailedAsync);

    public void Discard(MessageId id) => Current?.Discard(id);

    public Task LoadEarlierAsync() => TryAsync(c => c.LoadEarlierAsync());

    public Task LoadLaterAsync() => TryAsync(c => c.LoadLaterAsync());

    public Task ShowNewestAsync() => TryAsync(c => c.ShowNewestAsync());

    public async Task<bool> ShowAsync(MessageId id)
    {
        var isThere = false;
        await TryAsync(async c => isThere = await c.ShowAsync(id));
        return isThere;
    }

    public Task MarkReadAsync() => TryAsync(c => c.MarkReadAsync());

    public Task TypingAsync(string text) => TryAsync(c => c.TypingAsync(text));

    public Task OpenAsync() => session.OpenAsync(again: true);

    public Task<bool> EndAsync() => TryAsync(c => c.CloseAsync());

    public IChatActions For(Conversation conversation) => new VisitorActions(session, close, signIn, conversation);

    public Task SignInAsync() => signIn();

    public Task CloseAsync() => close();

    // What is sent before the server has begun the conversation begins it, with what was answered before.
    private OutgoingMessage Complete(OutgoingMessage message, Conversation conversation) =>
        session.PreChatAnswers is { } answers && conversation.Snapshot.Info is null ? answers.With(message) : message;

    private async Task<bool> TryAsync(Func<Conversation, Task> call)
    {
        if (Current is not { } conversation) return false;
        try
        {
            await call(conversation);
            return true;
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            session.LogFailed(e);
            return false;
        }
    }
}
