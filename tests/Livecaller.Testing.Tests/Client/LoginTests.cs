using System.Collections.Concurrent;
using System.Net;
using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Client;

public sealed class LoginTests
{
    [Fact]
    public async Task Login_alone_continues_the_listener_after_an_expired_token()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        await chat.Client.StartBackgroundEventsAsync(Chat.Ct);
        var conversation = await chat.StartAsync("Hello?");
        using var failed = new Failures(chat.Client);
        host.Faults.ExpireToken();
        host.Faults.DropConnection();
        await host.UntilAsync(() => failed.Count == 1, cancellationToken: Chat.Ct);
        await host.Operator.SaysAsync("Are you there?");

        await chat.Client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
        await chat.HeardAsync(1);
        await chat.SubscribedAsync(conversation);
        await host.Operator.SaysAsync("There you are.");
        // Events of one conversation are in order. Those of two conversations are in no particular order.
        await chat.HeardAsync(2);
        var another = await host.Operator.StartsConversationAsync(host.Visitors[0].Uuid, "One more thing");
        await chat.HeardAsync(3);
        await host.PassAsync(TimeSpan.FromSeconds(10), Chat.Ct);

        Assert.Equal(["Are you there?", "There you are.", "One more thing"], chat.Heard);
        Assert.Equal(1, failed.Count);
        Assert.Contains(another.Channel, host.Subscriptions);
    }

    [Fact]
    public async Task Login_from_the_failure_itself_is_all_that_an_app_needs()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        await chat.StartAsync("Hello?");
        using var again = chat.Client.Events.On<ConversationAuthFailed>(
            async _ => await chat.Client.UserLoginAsync(host.IssueToken("ana"), CancellationToken.None));

        host.Faults.ExpireToken();
        host.Faults.DropConnection();
        await host.Operator.SaysAsync("Are you there?");
        await chat.HeardAsync(1);
        await host.UntilAsync(() => host.Subscriptions.Count == 2, cancellationToken: Chat.Ct);
        await host.PassAsync(TimeSpan.FromSeconds(10), Chat.Ct);

        Assert.Equal(["Are you there?"], chat.Heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restarted_app_whose_token_expired_needs_the_login_only(bool starts)
    {
        await using var host = new LivecallerTestHost();
        var options = host.CreateOptions();
        await using (var before = await LivecallerClient.CreateAsync(options, Chat.Ct))
        {
            await before.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
            await before.StartBackgroundEventsAsync(Chat.Ct);
            var conversation = await before.OpenConversationAsync(Chat.Ct);
            await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Hello?" }), cancellationToken: Chat.Ct);
        }

        host.Faults.ExpireToken();
        await host.Operator.SaysAsync("While dead");
        await using var client = await LivecallerClient.CreateAsync(options, Chat.Ct);
        using var failed = new Failures(client);
        var heard = new ConcurrentQueue<string>();
        using var hearing = client.Events.On<ConversationMessageReceived>(e => heard.Enqueue(e.Message.Content));
        if (starts)
        {
            await client.StartBackgroundEventsAsync(Chat.Ct);
            await host.UntilAsync(() => failed.Count == 1, cancellationToken: Chat.Ct);
        }

        // That the listener ran is remembered with the session.
        await client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
        await host.UntilAsync(() => heard.Count == 1 && host.Subscriptions.Count == 2, cancellationToken: Chat.Ct);
        await host.Operator.SaysAsync("Alive");
        await host.UntilAsync(() => heard.Count == 2, cancellationToken: Chat.Ct);
        await host.PassAsync(TimeSpan.FromSeconds(10), Chat.Ct);

        Assert.Equal(["While dead", "Alive"], heard);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(422)]
    [InlineData(503)]
    public async Task Refused_login_says_why_and_signs_nobody_in(int status)
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);

        host.Faults.Refuse(status, "/auth/login");
        var refused = await Assert.ThrowsAnyAsync<LivecallerApiException>(() => chat.Client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct));
        Assert.Equal((HttpStatusCode)status, refused.StatusCode);
        Assert.Null(chat.Client.Visitor);
        await chat.Client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);

        Assert.Equal("ana", chat.Client.Visitor?.UserId);
    }

    [Fact]
    public async Task Refused_login_of_another_user_leaves_the_first_one_signed_in()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        await chat.StartAsync("Hello?");

        host.Faults.Refuse(422, "/auth/login");
        await Assert.ThrowsAsync<LivecallerApiException>(() => chat.Client.UserLoginAsync(host.IssueToken("ben"), Chat.Ct));
        await host.Operator.SaysAsync("Hello Ana");
        await chat.HeardAsync(1);

        Assert.Equal("ana", chat.Client.Visitor?.UserId);
    }

    [Fact]
    public async Task Forbidden_channel_is_told_once_and_comes_back_with_a_login()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        using var failed = new Failures(chat.Client);

        for (var channel = 0; channel < 2; channel++) host.Faults.Refuse(403, "/broadcasting/auth");
        host.Faults.DropConnection();
        await host.UntilAsync(() => failed.Count == 1, cancellationToken: Chat.Ct);
        await host.Operator.SaysAsync("Are you there?");
        await host.PassAsync(TimeSpan.FromSeconds(10), Chat.Ct);
        Assert.Empty(chat.Heard);
        await chat.Client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
        await chat.HeardAsync(1);
        await chat.SubscribedAsync(conversation);

        Assert.Equal(["Are you there?"], chat.Heard);
        Assert.Equal(1, failed.Count);
    }

    [Fact]
    public async Task Busy_channel_authorisation_is_tried_again_and_nothing_is_lost()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        using var failed = new Failures(chat.Client);

        for (var call = 0; call < 4; call++) host.Faults.Refuse(call < 2 ? 503 : 429, "/broadcasting/auth");
        host.Faults.DropConnection();
        await host.Operator.SaysAsync("Are you there?");
        await chat.HeardAsync(1);
        await chat.SubscribedAsync(conversation);

        Assert.Equal(0, failed.Count);
    }

    private sealed class Failures : IDisposable
    {
        private readonly ConcurrentQueue<ConversationId> _failed = new();
        private readonly IDisposable _listening;

        public Failures(LivecallerClient client) =>
            _listening = client.Events.On<ConversationAuthFailed>(e => _failed.Enqueue(e.ConversationId));

        public int Count => _failed.Count;

        public void Dispose() => _listening.Dispose();
    }
}
