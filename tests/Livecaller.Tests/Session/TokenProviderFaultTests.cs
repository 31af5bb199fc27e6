using System.Net;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace Livecaller.Tests.Session;

/// <summary>A provider that throws, hangs or answers nonsense is named, crashes nothing, and is not hammered.</summary>
public sealed class TokenProviderFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly Provider _provider = new();

    private async Task<Chat> StartAsync()
    {
        var chat = new Chat { TokenProvider = _provider.AskAsync };
        await chat.CreateAsync();
        return chat;
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("undefined", "JavaScript variable")]
    [InlineData("null", "Return null itself")]
    [InlineData("true", "Boolean")]
    [InlineData("[object Promise]", "await")]
    [InlineData("Bearer a.b.c", "Return only the token")]
    [InlineData("""{"token":"a.b.c"}""", "whole response")]
    public async Task Answer_that_is_no_token_names_the_likely_mistake(string answer, string mistake)
    {
        _provider.Answer = _ => ValueTask.FromResult<string?>(answer);
        await using var chat = await StartAsync();
        var e = await Assert.ThrowsAsync<LivecallerTokenProviderException>(() => chat.Client.OpenConversationAsync(_ct));
        Assert.Contains(mistake, e.Message, StringComparison.Ordinal);
        Assert.Contains("TokenProvider", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a.b.c", e.Message, StringComparison.Ordinal);
        Assert.True(chat.Log.Has(LogLevel.Error, mistake));
        Assert.Empty(chat.Server.Requests);
    }

    [Fact]
    public async Task Provider_that_throws_is_named_with_its_cause_and_asked_again_with_growing_pauses()
    {
        _provider.Answer = _ => throw new HttpRequestException("the shop is down");
        await using var chat = await StartAsync();
        for (var i = 0; i < 50; i++)
        {
            var e = await Assert.ThrowsAsync<LivecallerTokenProviderException>(() => chat.Client.OpenConversationAsync(_ct));
            Assert.IsType<HttpRequestException>(e.InnerException);
            chat.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        // At 0, 1, 3, 7 and 15 of 25 seconds.
        Assert.Equal(5, _provider.Asked);
        chat.Time.Advance(TimeSpan.FromMinutes(1));
        _provider.Answer = _ => ValueTask.FromResult<string?>("ann");
        await chat.Client.OpenConversationAsync(_ct);
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
    }

    [Fact]
    public async Task Provider_that_hangs_is_given_up_after_half_a_minute_even_if_it_looks_at_no_token()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _provider.Answer = async _ =>
        {
            asked.TrySetResult();
            return await new TaskCompletionSource<string?>().Task;
        };
        await using var chat = await StartAsync();
        var opening = chat.Client.OpenConversationAsync(_ct);
        await asked.Task.WaitAsync(Patience, _ct);
        Assert.False(opening.IsCompleted);
        chat.Time.Advance(TimeSpan.FromSeconds(30));
        var e = await Assert.ThrowsAsync<LivecallerTokenProviderException>(() => opening.WaitAsync(Patience, _ct));
        Assert.Contains("30 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_that_hangs_does_not_keep_the_client_from_ending()
    {
        _provider.Answer = async _ => await new TaskCompletionSource<string?>().Task;
        var chat = await StartAsync();
        var opening = chat.Client.OpenConversationAsync(_ct);
        await Wait.UntilAsync(() => _provider.Asked == 1, "the question");
        await chat.DisposeAsync().AsTask().WaitAsync(Patience, _ct);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Patience, _ct));
    }

    [Fact]
    public async Task Message_is_not_lost_to_a_provider_that_throws_for_a_while()
    {
        await using var chat = await StartAsync();
        chat.Server.Begin("ann", "hello");
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        await chat.ConnectAsync(2);
        chat.Time.Advance(TimeSpan.FromMinutes(2));
        _provider.Answer = _ => throw new InvalidOperationException("no network");
        chat.Server.Refused.Add(chat.Server.Token);
        var sending = conversation.SendAndSettleAsync(new() { Content = "hi" });
        await Wait.UntilAsync(() => _provider.Asked == 2, "the question");
        _provider.Answer = _ => ValueTask.FromResult<string?>("ann");
        await Wait.UntilAsync(
            () =>
            {
                chat.Time.Advance(TimeSpan.FromSeconds(1));
                return sending.IsCompleted;
            },
            "the message");
        Assert.Equal(Livecaller.MessageStatus.Sent, (await sending).Status);
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
        Assert.Empty(chat.HeardOf<SessionExpired>());
    }

    [Fact]
    public async Task Token_that_the_server_refuses_is_told_and_not_sent_again_at_once()
    {
        await using var chat = await StartAsync();
        chat.Server.Intercept = (r, _) => Task.FromResult<HttpResponseMessage?>(
            WidgetServer.Problem((HttpStatusCode)422, "The signature is wrong"));
        await Assert.ThrowsAsync<LivecallerApiException>(() => chat.Client.OpenConversationAsync(_ct));
        await Assert.ThrowsAsync<LivecallerTokenProviderException>(() => chat.Client.OpenConversationAsync(_ct));
        Assert.Equal(1, _provider.Asked);
        Assert.Equal(1, chat.Server.Count("/auth/login"));
        Assert.True(chat.Log.Has(LogLevel.Error, "The signature is wrong"));
    }

    [Fact]
    public async Task Token_that_the_server_could_not_be_told_is_kept_for_the_next_attempt()
    {
        await using var chat = await StartAsync();
        chat.Server.Intercept = (_, _) => throw new HttpRequestException("cut");
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<LivecallerUnavailableException>(() => chat.Client.OpenConversationAsync(_ct));
        chat.Server.Intercept = null;
        await chat.Client.OpenConversationAsync(_ct);
        Assert.Equal(1, _provider.Asked);
    }

    [Fact]
    public async Task No_token_gets_into_the_log()
    {
        _provider.Answer = _ => ValueTask.FromResult<string?>("ann");
        await using var chat = await StartAsync();
        await chat.Client.OpenConversationAsync(_ct);
        chat.Server.Intercept = (r, _) => Task.FromResult<HttpResponseMessage?>(WidgetServer.Answer(HttpStatusCode.InternalServerError, "<html>", "text/html"));
        var token = chat.Server.Token;
        chat.Time.Advance(TimeSpan.FromSeconds(901));
        await Wait.UntilAsync(() => chat.Log.Has(LogLevel.Warning, "renewed before it expires"), "the failure");
        Assert.DoesNotContain(chat.Log.Lines, l => l.Text.Contains(token, StringComparison.Ordinal) || l.Text.Contains("jwt_token=", StringComparison.Ordinal));
    }
}
