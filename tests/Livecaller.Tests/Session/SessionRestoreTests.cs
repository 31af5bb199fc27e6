using Livecaller.Protocol;
using Livecaller.Session;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Session;

public sealed class SessionRestoreTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":1,"widget_id":5,"access_token":"t","visitor":{}}""")]
    [InlineData("""{"version":99,"something":"new"}""")]
    [InlineData("""{"version":"1"}""")]
    public async Task Session_that_cannot_be_read_is_set_aside(string text)
    {
        var folder = Directory.CreateTempSubdirectory("livecaller-sdk-").FullName;
        var file = Path.Combine(folder, "s.json");
        await File.WriteAllTextAsync(file, text, _ct);
        await using var chat = new Chat { Store = new FileSessionStore(file) };
        await chat.CreateAsync();
        Assert.Null(chat.Client.Visitor);
        Assert.Equal(text, await File.ReadAllTextAsync(file + ".unreadable", _ct));
        Assert.False(File.Exists(file));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Session_survives_a_restart_without_any_call()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.RestartAsync();
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
        Assert.Equal(1, chat.Server.Count("/auth/login"));
    }

    [Fact]
    public void Session_without_a_list_of_conversations_is_read()
    {
        Assert.True(SessionCodec.TryRead(
            """{"version":1,"widget_id":"w","access_token":"t","visitor":{"uuid":"v"}}""", out var session, out _));
        Assert.Empty(session.Conversations);
    }

    [Fact]
    public async Task Session_of_another_widget_is_not_used()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.DisposeAsync();
        await using var other = await LivecallerClient.CreateAsync(chat.Options with { WidgetId = new("w2") }, _ct);
        Assert.Null(other.Visitor);
    }

    [Fact]
    public void Stored_session_shows_no_token() => Assert.DoesNotContain(
        "secret", new StoredSession { WidgetId = new("w"), AccessToken = "secret", Visitor = new() { Uuid = new("v") } }.ToString(), StringComparison.Ordinal);
}
