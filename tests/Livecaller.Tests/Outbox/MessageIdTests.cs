using Livecaller.Protocol;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Outbox;

/// <summary>Whoever sends a message may name it.</summary>
public sealed class MessageIdTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_has_the_id_that_its_sender_gave_it_and_no_second_one_can_have_it()
    {
        await using var chat = new Chat();
        await chat.CreateAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.UserLoginAsync("ann", _ct);
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        var id = MessageId.New(TimeProvider.System);

        var message = await conversation.SendAsync(new() { Id = id, Content = "mine" }, _ct);

        Assert.Equal(id, message.Id);
        Assert.Equal(MessageStatus.Sent, (await conversation.WaitUntilSentAsync(id, _ct)).Status);
        await Assert.ThrowsAsync<ArgumentException>(() => conversation.SendAsync(new() { Id = id, Content = "another" }, _ct));
    }
}
