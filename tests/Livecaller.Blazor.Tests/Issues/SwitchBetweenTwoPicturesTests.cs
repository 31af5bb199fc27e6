using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Screens;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>
/// A switch of visitors can be over before the chat is drawn again: the next picture is already the next visitor's, and what one of them wrote
/// must not stand in it.
/// </summary>
public sealed class SwitchBetweenTwoPicturesTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public void The_form_is_empty()
    {
        var context = _script.Context() with
        {
            Screens = new Nobody(),
            Widget = Scripted.Widget with { Fields = [new() { Name = "name", Label = "Name", Type = "name" }] },
        };
        var panel = RenderPanel(context with { Visitor = new() { Uuid = new("anna"), Name = "Anna" } });
        Assert.Equal("Anna", panel.Find("form input").GetAttribute("value"));

        panel.Render(With(context with { Visitor = new() { Uuid = new("ben") } }));

        Assert.Equal("", panel.Find("form input").GetAttribute("value"));
    }

    [Fact]
    public void The_composer_is_empty()
    {
        var context = _script.Context();
        var panel = RenderPanel(context with { Visitor = new() { Uuid = new("anna") } });
        panel.Find(".composer textarea").Input("Anna's secret");

        panel.Render(With(_script.Context() with { Memory = new(), Visitor = new() { Uuid = new("ben") } }));

        Assert.DoesNotContain("secret", panel.Markup, StringComparison.Ordinal);
    }

    private sealed class Nobody : IScreenActions
    {
        public Task BeginAsync(PreChatAnswers answers, string? message) => Task.CompletedTask;

        public Task<IReadOnlyDictionary<string, string>> RecallAsync() => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

        public Task<bool> ChangeEmailAsync(string email) => Task.FromResult(false);

        public Task<bool> RateAsync(int rating, string? comment) => Task.FromResult(false);

        public Task<(bool IsSent, string? Reason)> MailTranscriptAsync(string email) => Task.FromResult<(bool IsSent, string? Reason)>((false, null));

        public Task<bool> CallBackAsync(CallbackRequest request) => Task.FromResult(false);

        public Task<IReadOnlyList<ConversationPayload>?> ListAsync(int limit, ConversationId? before) => Task.FromResult<IReadOnlyList<ConversationPayload>?>(null);

        public Task<Conversation?> ReadAsync(ConversationId id) => Task.FromResult<Conversation?>(null);

        public Task SetMutedAsync(bool isMuted) => Task.CompletedTask;
    }
}
