using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Session;

/// <summary>A directory that cannot be made, because a file has its name: that holds for root too.</summary>
public sealed class UnwritableStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("livecaller-sdk-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private string Blocked => Path.Combine(_root, "folder");

    public UnwritableStoreTests() => File.WriteAllText(Blocked, "a file");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync()
    {
        var chat = new Chat { Store = new FileSessionStore(Path.Combine(Blocked, "session.json")) };
        await chat.CreateAsync();
        chat.Server.Begin("ann", "from before");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        return (chat, await chat.ConnectAsync(2));
    }

    private static async Task HearsNextAsync(Chat chat, ScriptedSocket socket)
    {
        var count = chat.HeardOf<ConversationMessageReceived>().Length;
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "next"));
        await chat.HearsAsync<ConversationMessageReceived>(count + 1);
    }

    [Fact]
    public async Task Chat_goes_on_and_what_is_not_durable_is_told_once_and_again_when_it_is()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await chat.HearsAsync<DurabilityChanged>(1);
        for (var i = 0; i < 5; i++) await HearsNextAsync(chat, socket);
        var told = Assert.Single(chat.HeardOf<DurabilityChanged>());
        Assert.False(told.IsDurable);
        Assert.NotNull(told.Failure);
        Assert.False(chat.Client.IsDurable);

        File.Delete(Blocked);
        await HearsNextAsync(chat, socket);
        await chat.HearsAsync<DurabilityChanged>(2);
        Assert.Equal([false, true], chat.HeardOf<DurabilityChanged>().Select(e => e.IsDurable));
        Assert.True(chat.Client.IsDurable);
        await chat.RestartAsync();
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
    }

    [Fact]
    public async Task What_could_not_be_written_is_written_at_the_end_at_the_latest()
    {
        var (chat, _) = await ListeningAsync();
        await chat.HearsAsync<DurabilityChanged>(1);
        File.Delete(Blocked);
        await chat.DisposeAsync();
        Assert.Contains("ann", await chat.Store.LoadAsync(_ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_with_a_store_that_cannot_be_emptied_signs_out_all_the_same()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await chat.Client.UserLogoutAsync(_ct);
        await socket.Ended;
        Assert.Null(chat.Client.Visitor);
    }

    [Fact]
    public async Task Damaged_session_that_cannot_be_set_aside_does_not_keep_the_chat_from_starting()
    {
        var file = Path.Combine(_root, "session.json");
        await File.WriteAllTextAsync(file, "damaged", _ct);
        // Nothing can be moved to where a directory is.
        Directory.CreateDirectory(file + ".unreadable");
        await using var chat = new Chat { Store = new FileSessionStore(file) };
        await chat.CreateAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
    }
}
