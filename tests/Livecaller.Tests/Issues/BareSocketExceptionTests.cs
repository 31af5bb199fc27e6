using System.Net.Sockets;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>A short chaos found it: a connection that died while it was made showed a bare SocketException, and the message counted as refused.</summary>
public sealed class BareSocketExceptionTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_whose_connection_died_is_tried_again()
    {
        await using var chat = new Chat { Jitter = 0 };
        await chat.CreateAsync();
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        var cuts = 0;
        chat.Server.Intercept = (r, _) => r.Method == HttpMethod.Post && Interlocked.Increment(ref cuts) == 1
            ? throw new SocketException((int)SocketError.NotConnected) : Task.FromResult<HttpResponseMessage?>(null);
        Assert.Equal(MessageStatus.Sent, (await conversation.SendAndSettleAsync(new() { Content = "hi" })).Status);
        Assert.Equal(["hi"], chat.Server.TextsOf("c1"));
    }
}
