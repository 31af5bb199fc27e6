using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>
/// The answer to a profile update is the session with a fresh token. Read as the visitor alone, it gave the visitor the session's id,
/// and with it a channel that nobody may hear.
/// </summary>
public sealed class ProfileAnswerIsASessionTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Visitor_keeps_the_id_and_gets_the_fresh_token()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.UserUpdateAsync("ann", _ct);
        Assert.Equal(("ann", "renamed"), (chat.Client.Visitor?.Uuid.Value, chat.Client.Visitor?.Name));
        await chat.Client.ListConversationsAsync(_ct);
        Assert.Contains(chat.Server.Token, chat.Server.Requests[^1], StringComparison.Ordinal);
    }
}
