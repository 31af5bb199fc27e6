using System.Net;

namespace Livecaller.Testing.Tests.Client;

public sealed class ProfileTests
{
    [Fact]
    public async Task New_name_is_known_here_at_the_server_and_after_a_restart()
    {
        await using var host = new LivecallerTestHost();
        var options = host.CreateOptions();
        await using (var client = await LivecallerClient.CreateAsync(options, Chat.Ct))
        {
            await client.UserLoginAsync(host.IssueToken("ana", name: "Ana"), Chat.Ct);
            await client.UserUpdateAsync(host.IssueToken("ana", name: "Ana Maria", email: "ana@example.com"), Chat.Ct);
            Assert.Equal("Ana Maria", client.Visitor?.Name);
        }

        await using var restarted = await LivecallerClient.CreateAsync(options, Chat.Ct);
        Assert.Equal(("Ana Maria", "ana@example.com"), (restarted.Visitor?.Name, restarted.Visitor?.Email));
        Assert.Equal("Ana Maria", Assert.Single(host.Visitors).Name);
    }

    [Fact]
    public async Task Token_of_another_user_changes_nobody()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        await chat.Client.UserLoginAsync(host.IssueToken("ana", name: "Ana"), Chat.Ct);

        var refused = await Assert.ThrowsAsync<LivecallerApiException>(
            () => chat.Client.UserUpdateAsync(host.IssueToken("ben", name: "Ben"), Chat.Ct));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Ana", chat.Client.Visitor?.Name);
        Assert.Equal("Ana", Assert.Single(host.Visitors).Name);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_can_be_updated()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);

        await Assert.ThrowsAsync<InvalidOperationException>(() => chat.Client.UserUpdateAsync(host.IssueToken("ana"), Chat.Ct));
    }
}
