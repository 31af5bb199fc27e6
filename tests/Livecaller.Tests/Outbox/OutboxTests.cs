using System.Net;
using System.Text;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Outbox;

public sealed class OutboxTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-outbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Kept => Path.Combine(_folder, "session.json.outbox");

    /// <summary>A chat on a file, with a server that stores nothing as long as it is cut off.</summary>
    private async Task<(Chat Chat, Conversation Conversation)> CutOffAsync(string? operatorSays = "hello")
    {
        var chat = new Chat { Store = new FileSessionStore(Path.Combine(_folder, "session.json")) };
        await chat.CreateAsync();
        if (operatorSays is not null) chat.Server.Begin("ann", operatorSays);
        await chat.Client.UserLoginAsync("ann", _ct);
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        chat.Server.Intercept = (r, _) => r.Method == HttpMethod.Post ? throw new HttpRequestException("cut off") : Task.FromResult<HttpResponseMessage?>(null);
        return (chat, conversation);
    }

    /// <summary>The process is gone, and another one begins where its files are.</summary>
    private static async Task<Conversation> ComeBackAsync(Chat chat)
    {
        await chat.RestartAsync();
        chat.Server.Intercept = null;
        return await chat.Client.OpenConversationAsync(TestContext.Current.CancellationToken);
    }

    private static string[] Stored(Chat chat) => chat.Server.TextsOf("c1");

    [Fact]
    public async Task Sending_returns_when_the_message_is_kept_and_not_when_it_is_sent()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        var message = await conversation.SendAsync(new() { Content = "kept" }, _ct);
        Assert.Equal(MessageStatus.Pending, message.Status);
        Assert.True(File.Exists(Path.Combine(Kept, message.Id.Value, "message.json")));
        Assert.False(conversation.WaitUntilSentAsync(message.Id, _ct).IsCompleted);
    }

    [Fact]
    public async Task Unsent_messages_outlive_the_process_and_are_sent_in_their_order_with_their_ids()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        var ids = new List<string>();
        foreach (var text in new[] { "one", "two", "three" }) ids.Add((await conversation.SendAsync(new() { Content = text }, _ct)).Id.Value);
        var again = await ComeBackAsync(chat);
        await Wait.UntilAsync(() => again.Snapshot.Messages.Count(m => m.Status == MessageStatus.Sent) == 4, "all are stored");
        Assert.Equal(["hello", "one", "two", "three"], Stored(chat));
        Assert.Equal(ids, again.Snapshot.Messages.Skip(1).Select(m => m.Id.Value));

        // They are kept for a while, in case the server loses them, but aren't sent again.
        var sent = chat.Server.Count("three");
        again = await ComeBackAsync(chat);
        await Wait.UntilAsync(() => again.Snapshot.Messages.Count(m => m.Status == MessageStatus.Sent) == 4, "all are still there");
        Assert.Equal(sent, chat.Server.Count("three"));
    }

    [Fact]
    public async Task The_form_of_a_first_message_outlives_the_process_with_it()
    {
        var (chat, conversation) = await CutOffAsync(operatorSays: null);
        await using var _ = chat;
        await conversation.SendAsync(new() { Content = "hi", DepartmentId = new("d1"), Fields = new Dictionary<string, string> { ["order"] = "4127" } }, _ct);

        var again = await ComeBackAsync(chat);
        await Wait.UntilAsync(() => again.Snapshot.Messages is [{ Status: MessageStatus.Sent }], "it is stored");

        var start = chat.Server.Requests.Last(r => r.StartsWith("POST /v1/widget/conversations Bearer", StringComparison.Ordinal));
        Assert.Contains("\"department_id\":\"d1\",\"fields\":{\"order\":\"4127\"}", start, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_shown_before_the_server_is_reached()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        await conversation.SendAsync(new() { Content = "waiting" }, _ct);
        await chat.RestartAsync();
        chat.Server.Intercept = (_, _) => throw new HttpRequestException("cut off");
        var again = await chat.Client.OpenConversationAsync(_ct);
        Assert.Equal(("waiting", MessageStatus.Pending), again.Snapshot.Messages.Select(m => (m.Payload.Content, m.Status)).Single());
    }

    [Fact]
    public async Task Background_events_send_what_waits_with_no_ui()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        await conversation.SendAsync(new() { Content = "from yesterday" }, _ct);
        await chat.RestartAsync();
        chat.Server.Intercept = null;
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await Wait.UntilAsync(() => Stored(chat) is ["hello", "from yesterday"], "it is stored");
    }

    [Fact]
    public async Task First_message_of_a_conversation_begins_it_after_a_restart_once()
    {
        var (chat, draft) = await CutOffAsync(operatorSays: null);
        await using var _ = chat;
        await draft.SendAsync(new() { Content = "first" }, _ct);
        await draft.SendAsync(new() { Content = "second" }, _ct);
        var again = await ComeBackAsync(chat);
        await Wait.UntilAsync(() => Stored(chat) is ["first", "second"], "both are stored");
        await Wait.UntilAsync(() => again.Snapshot.Info?.Id.Value == "c1", "they are in one conversation");
        Assert.Empty(chat.Server.TextsOf("c2"));
        Assert.All(again.Snapshot.Messages, m => Assert.Equal("c1", m.Payload.ConversationId.Value));
    }

    [Fact]
    public async Task Message_whose_answer_was_lost_with_the_process_is_stored_once()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        var id = (await conversation.SendAsync(new() { Content = "stored, and nobody knows" }, _ct)).Id.Value;
        chat.Server.Say("c1", id, "stored, and nobody knows", "visitor");
        var again = await ComeBackAsync(chat);
        await Wait.UntilAsync(() => again.Snapshot.Messages is [_, { Status: MessageStatus.Sent }], "it is settled");
        Assert.Equal(["hello", "stored, and nobody knows"], Stored(chat));
    }

    [Fact]
    public async Task Refused_message_is_kept_with_the_reason_until_somebody_decides()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.Method == HttpMethod.Post ? WidgetServer.Problem((HttpStatusCode)422, "content: too long") : null);
        await conversation.SendAndSettleAsync(new() { Content = "long" });
        await conversation.SendAndSettleAsync(new() { Content = "other" });
        await chat.RestartAsync();
        chat.Server.Intercept = null;
        var again = await chat.Client.OpenConversationAsync(_ct);
        await Wait.UntilAsync(() => again.Snapshot.Messages.Count == 3, "all are shown");
        Assert.All(again.Snapshot.Messages.Skip(1), m => Assert.Equal((MessageStatus.Failed, "content: too long"), (m.Status, m.FailureReason)));

        again.Discard(again.Snapshot.Messages[2].Id);
        await again.RetryAsync(again.Snapshot.Messages[1].Id, _ct);
        await again.WaitUntilSentAsync(again.Snapshot.Messages[1].Id, _ct);
        Assert.Equal(["hello", "long"], Stored(chat));
    }

    [Fact]
    public async Task Logout_leaves_nothing_of_what_was_written()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        await conversation.SendAsync(new() { Content = "a secret of Ann's", Uploads = [Text("secret.txt", 100)] }, _ct);
        await chat.Client.UserLogoutAsync(_ct);
        Assert.False(Directory.Exists(Kept));
        chat.Server.Intercept = null;
        await chat.Client.UserLoginAsync("bob", _ct);
        var bobs = await chat.Client.OpenConversationAsync(_ct);
        Assert.Empty(bobs.Snapshot.Messages);
    }

    [Fact]
    public async Task Messages_of_somebody_else_are_removed_and_never_shown()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        await conversation.SendAsync(new() { Content = "of Ann's" }, _ct);
        await chat.Client.DisposeAsync();
        // As if the process was killed between the new session and the clearing of the outbox.
        var session = Path.Combine(_folder, "session.json");
        await File.WriteAllTextAsync(
            session, (await File.ReadAllTextAsync(session, _ct)).Replace("ann", "bob", StringComparison.Ordinal), _ct);
        await chat.CreateAsync();
        Assert.Empty((await chat.Client.OpenConversationAsync(_ct)).Snapshot.Messages);
        Assert.Empty(Directory.GetDirectories(Kept));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"version":99}""")]
    [InlineData("""{"version":1}""")]
    public async Task Message_that_cannot_be_read_is_set_aside_and_harms_no_other(string text)
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        var damaged = await conversation.SendAsync(new() { Content = "damaged" }, _ct);
        await conversation.SendAsync(new() { Content = "whole" }, _ct);
        await chat.Client.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(Kept, damaged.Id.Value, "message.json"), text, _ct);
        await chat.CreateAsync();
        chat.Server.Intercept = null;
        await chat.Client.OpenConversationAsync(_ct);
        await Wait.UntilAsync(() => Stored(chat) is ["hello", "whole"], "the other one is stored");
        Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(Kept, damaged.Id.Value, "unreadable.json"), _ct));
    }

    [Fact]
    public async Task Disk_that_takes_nothing_is_reported_and_stops_nobody()
    {
        // A file stands where the folder should be: nobody can write there, root neither.
        await File.WriteAllTextAsync(Kept, "", _ct);
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        chat.Server.Intercept = null;
        var message = await conversation.SendAndSettleAsync(new() { Content = "sent all the same", Uploads = [Text("a.txt", 3)] });
        Assert.Equal(MessageStatus.Sent, message.Status);
        Assert.Equal("xxx", Encoding.UTF8.GetString(chat.Server.BytesOf("a.txt")));
        await chat.HearsAsync<DurabilityChanged>(1);
        Assert.False(chat.HeardOf<DurabilityChanged>()[0].IsDurable);
        Assert.IsAssignableFrom<IOException>(chat.HeardOf<DurabilityChanged>()[0].Failure);

        File.Delete(Kept);
        await conversation.SendAndSettleAsync(new() { Content = "kept again" });
        await chat.HearsAsync<DurabilityChanged>(2);
        Assert.True(chat.HeardOf<DurabilityChanged>()[1].IsDurable);
    }

    [Fact]
    public async Task Session_that_ended_holds_the_message_back_until_the_next_login()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.RequestUri!.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal) && r.Method == HttpMethod.Post
                ? WidgetServer.Problem(HttpStatusCode.Unauthorized, "expired") : null);
        var message = await conversation.SendAsync(new() { Content = "patient" }, _ct);
        await Wait.UntilAsync(() => chat.Server.Count("patient") > 0, "it is tried");
        chat.Server.Intercept = null;
        await chat.Client.UserLoginAsync("ann", _ct);
        Assert.Equal(MessageStatus.Sent, (await conversation.WaitUntilSentAsync(message.Id, _ct).WaitAsync(TimeSpan.FromSeconds(10), _ct)).Status);
    }

    [Fact]
    public async Task Cancelled_sending_takes_the_message_back()
    {
        var (chat, conversation) = await CutOffAsync();
        await using var _ = chat;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => conversation.SendAsync(new() { Content = "no" }, cancelled.Token));
        Assert.DoesNotContain(conversation.Snapshot.Messages, m => m.Payload.Content == "no");
        await Assert.ThrowsAsync<ArgumentException>(() => conversation.WaitUntilSentAsync(new("unknown"), _ct));
    }

    private static AttachmentUpload Text(string name, int size) =>
        new() { Name = name, ContentType = "text/plain", Content = new MemoryStream(Encoding.UTF8.GetBytes(new string('x', size))) };
}
