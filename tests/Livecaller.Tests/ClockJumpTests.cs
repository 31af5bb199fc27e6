using Livecaller.Tests.Fakes;

namespace Livecaller.Tests;

/// <summary>The device's clock is set, or stood still while the device slept.</summary>
public sealed class ClockJumpTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly Provider _provider = new();

    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync()
    {
        var chat = new Chat { TokenProvider = _provider.AskAsync };
        await chat.CreateAsync();
        chat.Server.Begin("ann", "from before");
        await chat.Client.OpenConversationAsync(_ct);
        return (chat, await chat.ConnectAsync(2));
    }

    [Theory]
    [InlineData(-4000)]
    [InlineData(-1)]
    [InlineData(4000)]
    public async Task Clock_that_is_set_breaks_neither_the_order_nor_the_connection(int days)
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "one"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        chat.Time.Skew = TimeSpan.FromDays(days);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "two"));
        await chat.HearsAsync<ConversationMessageReceived>(2);
        socket.Close(4200);
        var again = await chat.ConnectAsync(2);
        again.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "three"));
        await chat.HearsAsync<ConversationMessageReceived>(3);
        Assert.Equal(["one", "two", "three"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
        Assert.Equal(1, _provider.Asked);
    }

    [Fact]
    public async Task Clock_that_is_set_back_leaves_the_renewal_to_the_refusal()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        chat.Time.Skew = TimeSpan.FromDays(-30);
        chat.Time.Advance(TimeSpan.FromSeconds(1000));
        Assert.Equal(1, _provider.Asked);
        chat.Server.Refused.Add(chat.Server.Token);
        Assert.Single(await chat.Client.ListConversationsAsync(_ct));
        Assert.Equal(2, _provider.Asked);
    }

    [Fact]
    public async Task Clock_that_is_set_ahead_renews_once_and_goes_on_from_the_new_time()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        chat.Time.Skew = TimeSpan.FromDays(30);
        chat.Time.Advance(TimeSpan.FromSeconds(900));
        await Wait.UntilAsync(() => chat.Server.Count("PATCH /v1/widget/auth/visitor") == 1, "the renewal");
        await chat.Client.ListConversationsAsync(_ct);
        Assert.Equal(2, _provider.Asked);
    }
}
