using System.Net;

namespace Livecaller.Testing.Tests.Client;

public sealed class LogoutTests
{
    [Fact]
    public async Task Logout_empties_the_store_closes_the_socket_and_revokes_the_session()
    {
        await using var host = new LivecallerTestHost();
        var options = host.CreateOptions();
        await using var client = await LivecallerClient.CreateAsync(options, Chat.Ct);
        await client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
        var conversation = await client.OpenConversationAsync(Chat.Ct);
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Hello?" }), cancellationToken: Chat.Ct);
        await host.UntilAsync(() => host.ConnectionCount == 1, cancellationToken: Chat.Ct);
        var copy = new MemorySessionStore();
        await copy.SaveAsync((await options.SessionStore.LoadAsync(Chat.Ct))!, Chat.Ct);
        await using var elsewhere = await LivecallerClient.CreateAsync(options with { SessionStore = copy }, Chat.Ct);

        await client.UserLogoutAsync(Chat.Ct);

        Assert.Null(client.Visitor);
        Assert.Equal(ConnectionState.Disconnected, client.ConnectionState);
        Assert.Empty(conversation.Snapshot.Messages);
        Assert.Empty(await client.ListConversationsAsync(Chat.Ct));
        Assert.Null(await options.SessionStore.LoadAsync(Chat.Ct));
        await host.UntilAsync(() => host.ConnectionCount == 0, cancellationToken: Chat.Ct);
        // Whoever has a copy of the session is signed out too.
        var refused = await Assert.ThrowsAsync<LivecallerAuthenticationException>(() => elsewhere.ListConversationsAsync(Chat.Ct));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Broadcasts_that_arrive_after_the_logout_are_not_heard()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        // The catch-up that follows a subscription would bring by HTTP what shall come by a late broadcast.
        await chat.CaughtUpAsync(conversation);
        host.Faults.Delay(TimeSpan.FromSeconds(2));
        await host.Operator.SaysAsync("Late");

        await chat.Client.UserLogoutAsync(Chat.Ct);
        await host.Operator.SaysAsync("Later");
        await host.PassAsync(TimeSpan.FromSeconds(10), Chat.Ct);

        Assert.Empty(chat.Heard);
    }

    [Theory]
    [InlineData("/messages")]
    [InlineData("/events")]
    [InlineData("/conversations")]
    public async Task Answers_that_arrive_after_the_logout_change_nothing(string path)
    {
        await using var host = new LivecallerTestHost();
        using var network = new HoldingHandler(host.CreateOptions().HttpHandler!, path);
        var options = host.CreateOptions() with { HttpHandler = network };
        await using var client = await LivecallerClient.CreateAsync(options, Chat.Ct);
        await client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
        var conversation = await client.OpenConversationAsync(Chat.Ct);
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Hello?" }), cancellationToken: Chat.Ct);
        await host.UntilAsync(() => host.Subscriptions.Count == 2, cancellationToken: Chat.Ct);
        network.Hold();
        // A new socket asks for the list and the log again.
        host.Faults.DropConnection();
        var sending = conversation.SendAndSettleAsync(new() { Content = "Late" });
        await host.UntilAsync(() => network.IsHolding, cancellationToken: Chat.Ct);
        var heard = 0;
        using var hearing = client.Events.On<ConversationMessageReceived>(_ => Interlocked.Increment(ref heard));

        await client.UserLogoutAsync(Chat.Ct);
        await host.Operator.SaysAsync("Are you there?");
        network.Release();
        await host.UntilAsync(() => sending.IsCompleted, cancellationToken: Chat.Ct);
        await host.PassAsync(TimeSpan.FromSeconds(5), Chat.Ct);

        Assert.Equal(0, heard);
        Assert.Empty(conversation.Snapshot.Messages);
        Assert.Null(client.Visitor);
        Assert.Null(await options.SessionStore.LoadAsync(Chat.Ct));
    }

    [Fact]
    public async Task Logout_without_a_network_signs_out_here_all_the_same()
    {
        await using var host = new LivecallerTestHost();
        var options = host.CreateOptions();
        await using var client = await LivecallerClient.CreateAsync(options, Chat.Ct);
        await client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
        host.Faults.GoOffline();

        await client.UserLogoutAsync(Chat.Ct);

        Assert.Null(client.Visitor);
        Assert.Null(await options.SessionStore.LoadAsync(Chat.Ct));
    }
}
