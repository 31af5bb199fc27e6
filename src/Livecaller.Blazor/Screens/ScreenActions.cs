using System.Net;
using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Screens;

/// <summary>Carries out what the visitor does around the conversation.</summary>
internal sealed class ScreenActions(ChatSession session, RememberedAnswers remembered) : IScreenActions
{
    public async Task BeginAsync(PreChatAnswers answers, string? message)
    {
        session.Begin(answers);
        if (session.Client.Visitor is { } visitor) await remembered.KeepAsync(visitor.Uuid, answers.Fields);
        if (message is not null && session.Current is { } conversation)
            await TryAsync(() => conversation.SendAsync(answers.With(new() { Content = message })));
    }

    public async Task<IReadOnlyDictionary<string, string>> RecallAsync() =>
        session.Client.Visitor is { } visitor ? await remembered.RecallAsync(visitor.Uuid) : new Dictionary<string, string>();

    public Task<bool> RateAsync(int rating, string? comment) => DoAsync(c => c.RateAsync(rating, comment));

    public async Task<(bool IsSent, string? Reason)> MailTranscriptAsync(string email)
    {
        string? reason = null;
        var isSent = await DoAsync(async conversation =>
        {
            try
            {
                await conversation.RequestTranscriptAsync(email);
            }
            catch (LivecallerApiException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests)
            {
                reason = e.Reason;
                throw;
            }
        });
        return (isSent, reason);
    }

    public async Task<bool> ChangeEmailAsync(string email)
    {
        if (!await DoAsync(c => c.ChangeEmailAsync(email))) return false;
        if (session.Client.Visitor is not { } visitor) return true;
        var answers = new Dictionary<string, string>(await remembered.RecallAsync(visitor.Uuid), StringComparer.Ordinal);
        answers[answers.FirstOrDefault(a => WidgetFieldRules.IsEmail(a.Value)).Key ?? "email"] = email;
        await remembered.KeepAsync(visitor.Uuid, answers);
        return true;
    }

    public async Task<bool> CallBackAsync(CallbackRequest request)
    {
        if (await TryAsync(() => session.Client.RequestCallbackAsync(request)) is null) return false;
        await session.OpenAsync(again: true);
        return true;
    }

    public Task<IReadOnlyList<ConversationPayload>?> ListAsync(int limit, ConversationId? before) =>
        TryAsync(() => session.Client.ListConversationsAsync(limit, before));

    public Task<Conversation?> ReadAsync(ConversationId id) => TryAsync(() => session.Client.OpenConversationAsync(id));

    public Task SetMutedAsync(bool isMuted) => TryAsync(async () =>
    {
        await session.Client.SetMutedAsync(isMuted);
        return session;
    });

    private async Task<bool> DoAsync(Func<Conversation, Task> call) => session.Current is { } conversation && await TryAsync(async () =>
    {
        await call(conversation);
        return conversation;
    }) is not null;

    private async Task<T?> TryAsync<T>(Func<Task<T>> call) where T : class
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or ArgumentException)
        {
            session.LogFailed(e);
            return null;
        }
    }
}
