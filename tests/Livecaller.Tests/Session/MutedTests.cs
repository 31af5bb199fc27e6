using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Session;

public sealed class MutedTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Being_muted_outlives_a_restart_and_is_told_once()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);

        await chat.Client.SetMutedAsync(true, _ct);
        await chat.Client.SetMutedAsync(true, _ct);
        await chat.HearsAsync<MutedChanged>(1);
        await chat.RestartAsync();

        Assert.True(chat.Client.IsMuted);
        await chat.Client.SetMutedAsync(false, _ct);
        await chat.HearsAsync<MutedChanged>(1);
        Assert.Equal([new MutedChanged(false)], chat.HeardOf<MutedChanged>());
    }

    [Fact]
    public async Task What_was_wished_before_a_session_holds_in_it_and_after_an_anonymous_visitors_sign_in()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.SetMutedAsync(true, _ct);

        await chat.Client.OpenConversationAsync(_ct);
        Assert.True(chat.Client.IsMuted);
        await chat.Client.UserLoginAsync("ann", _ct);
        await Wait.UntilAsync(() => chat.HeardOf<VisitorChanged>().Any(e => e.Visitor?.UserId == "ann"), "ann is signed in");

        Assert.True(chat.Client.IsMuted);
        Assert.Equal([new MutedChanged(true)], chat.HeardOf<MutedChanged>());
    }

    [Fact]
    public async Task Another_visitor_starts_with_sounds()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.SetMutedAsync(true, _ct);
        // What a visitor's listeners have not heard yet ends with the visitor.
        await chat.HearsAsync<MutedChanged>(1);

        await chat.Client.UserLoginAsync("bob", _ct);
        Assert.False(chat.Client.IsMuted);
        await chat.Client.SetMutedAsync(true, _ct);
        await chat.HearsAsync<MutedChanged>(3);
        await chat.Client.UserLogoutAsync(_ct);

        Assert.False(chat.Client.IsMuted);
        await chat.HearsAsync<MutedChanged>(4);
        Assert.Equal([true, false, true, false], chat.HeardOf<MutedChanged>().Select(e => e.IsMuted));
    }

    [Fact]
    public async Task A_session_of_before_this_member_is_not_muted()
    {
        var store = new MemorySessionStore();
        await store.SaveAsync("""{"version":1,"widget_id":"w1","access_token":"t","visitor":{"uuid":"ann","user_id":"ann"}}""", _ct);
        await using var chat = new Chat { Store = store };
        await chat.CreateAsync();

        Assert.Equal((false, "ann"), (chat.Client.IsMuted, chat.Client.Visitor!.UserId));
    }
}
