using System.Text;
using Livecaller.Conversations;
using Livecaller.Protocol;
using Livecaller.Session;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>A message that was written as its conversation was closed could only be discarded, and its files with it.</summary>
public sealed class MovedMessageTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-moved-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A chat on a file, and a conversation that was closed before a message with a file could get there.</summary>
    private async Task<(Chat Chat, Conversation Closed, MessageId Id)> RefusedAsync()
    {
        var chat = new Chat { Store = new FileSessionStore(Path.Combine(_folder, "session.json")) };
        await chat.CreateAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.UserLoginAsync("ann", _ct);
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        await Wait.UntilAsync(() => conversation.Snapshot.Messages.Count == 1, "it is loaded");
        chat.Server.CloseConversation("c1");
        var message = await conversation.SendAndSettleAsync(new()
        {
            Content = "this one",
            ReplyTo = conversation.Snapshot.Messages[0].Id,
            Uploads = [new() { Name = "a.txt", ContentType = "text/plain", Content = new MemoryStream(Encoding.UTF8.GetBytes("four")) }],
        });
        Assert.Equal(MessageStatus.Failed, message.Status);
        return (chat, conversation, message.Id);
    }

    [Fact]
    public async Task A_refused_message_begins_another_conversation_with_its_file_its_id_and_answers()
    {
        var (chat, closed, id) = await RefusedAsync();
        await using var _ = chat;
        var target = await chat.Client.OpenConversationAsync(_ct);

        Assert.True(await closed.MoveAsync(id, target, new("d1"), new Dictionary<string, string> { ["order"] = "4127" }, _ct));

        Assert.DoesNotContain(closed.Snapshot.Messages, m => m.Id == id);
        var sent = await target.WaitUntilSentAsync(id, _ct);
        Assert.Equal((MessageStatus.Sent, "this one"), (sent.Status, sent.Payload.Content));
        Assert.Null(sent.Payload.ReplyTo);
        Assert.Equal(["this one"], chat.Server.TextsOf("c2"));
        Assert.Equal("four", Encoding.UTF8.GetString(chat.Server.BytesOf("a.txt")));
        var start = chat.Server.Requests.Last(r => r.StartsWith("POST /v1/widget/conversations Bearer", StringComparison.Ordinal));
        Assert.Contains("\"department_id\":\"d1\",\"fields\":{\"order\":\"4127\"}", start, StringComparison.Ordinal);
        Assert.False(await closed.MoveAsync(id, target, cancellationToken: _ct));
    }

    [Fact]
    public async Task A_message_that_was_moved_without_a_network_outlives_the_process()
    {
        var (chat, closed, id) = await RefusedAsync();
        await using var _ = chat;
        var target = await chat.Client.OpenConversationAsync(_ct);
        chat.Server.Intercept = (r, _) => r.Method == HttpMethod.Post ? throw new HttpRequestException("cut off") : Task.FromResult<HttpResponseMessage?>(null);
        await closed.MoveAsync(id, target, cancellationToken: _ct);

        await chat.RestartAsync();
        chat.Server.Intercept = null;
        var again = await chat.Client.OpenConversationAsync(_ct);

        await Wait.UntilAsync(() => again.Snapshot.Messages is [{ Status: MessageStatus.Sent }], "it is stored");
        Assert.Equal(id, again.Snapshot.Messages[0].Id);
        Assert.Equal(["this one"], chat.Server.TextsOf("c2"));
        Assert.Equal("four", Encoding.UTF8.GetString(chat.Server.BytesOf("a.txt")));
    }

    [Fact]
    public async Task Only_a_failed_message_moves_and_only_to_another_conversation_of_the_same_visitor()
    {
        var (chat, closed, id) = await RefusedAsync();
        await using var _ = chat;
        var target = await chat.Client.OpenConversationAsync(_ct);

        Assert.False(await closed.MoveAsync(closed.Snapshot.Messages[0].Id, target, cancellationToken: _ct));
        await Assert.ThrowsAsync<ArgumentException>(() => closed.MoveAsync(id, closed, cancellationToken: _ct));
        await Assert.ThrowsAsync<ArgumentNullException>(() => closed.MoveAsync(id, null!, cancellationToken: _ct));
        await chat.Client.UserLoginAsync("bob", _ct);
        var other = await chat.Client.OpenConversationAsync(_ct);
        await Assert.ThrowsAsync<ArgumentException>(() => closed.MoveAsync(id, other, cancellationToken: _ct));
    }
}
