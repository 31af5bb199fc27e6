using System.Net;
using System.Text.Json;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    private const string AnyId = "0198c0de-0000-7000-8000-000000000001";

    [Fact]
    public async Task A_message_is_stored_once_and_another_with_its_id_refused()
    {
        var visitor = await LoginAsync();
        var conversation = await visitor.StartAsync();
        var path = $"conversations/{conversation}/messages";
        var id = Visitor.NewId();
        var first = await visitor.PostAsync(path, new { id, content = "One" });
        var again = await visitor.PostAsync(path, new { id, content = "One" });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal((id, conversation, 3, "One"), (first.Data.GetProperty("id").GetString(), first.Data.GetProperty("conversation_id").GetString(),
            first.Data.GetProperty("sequence").GetInt32(), first.Data.GetProperty("content").GetString()));
        Assert.Equal(("visitor", visitor.Id), (first.Data.GetProperty("sender").GetProperty("type").GetString(), first.Data.GetProperty("sender").GetProperty("id").GetString()));
        Assert.All((string[])["reply_to", "edited_at", "deleted_at"], name => Assert.Equal(JsonValueKind.Null, first.Data.GetProperty(name).ValueKind));
        Assert.Equal(0, first.Data.GetProperty("attachments").GetArrayLength());

        var other = await visitor.StartAsync();
        foreach (var refused in (Answer[])[
            await visitor.PostAsync(path, new { id, content = "Two" }), await visitor.PostAsync($"conversations/{other}/messages", new { id, content = "One" }),
            await visitor.PostAsync(path, new { id, content = "One", reply_to = id })])
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["Hello?", "One"], (await visitor.MessagesAsync(conversation)).Select(m => m.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task Two_sends_with_one_id_at_the_same_moment_store_one_message()
    {
        var visitor = await LoginAsync();
        var conversation = await visitor.StartAsync();
        var body = new { id = Visitor.NewId(), content = "One" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.PostAsync($"conversations/{conversation}/messages", body)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Equal(2, (await visitor.MessagesAsync(conversation)).Count);
    }

    [Fact]
    public async Task Ids_are_kept_in_lower_case_and_line_breaks_as_one_character()
    {
        var visitor = await LoginAsync();
        var conversation = await visitor.StartAsync();
        var id = Visitor.NewId();
        var sent = await visitor.PostAsync($"conversations/{conversation}/messages", new { id = id.ToUpperInvariant(), content = "a\r\nb\rc\nd\te" });
        Assert.Equal((HttpStatusCode.Created, id, "a\nb\nc\nd\te"), (sent.Status, sent.Data.GetProperty("id").GetString(), sent.Data.GetProperty("content").GetString()));
        var again = await visitor.PostAsync($"conversations/{conversation}/messages", new { id, content = "a\nb\r\nc\rd\te" });
        Assert.Equal(HttpStatusCode.OK, again.Status);
        var reply = await visitor.PostAsync($"conversations/{conversation}/messages", new { id = Visitor.NewId(), content = "x", reply_to = id.ToUpperInvariant() });
        Assert.Equal(id, reply.Data.GetProperty("reply_to").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("not json", "body")]
    [InlineData("{", "body")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("\"text\"", "body")]
    [InlineData("""{"content":"x"}""", "id")]
    [InlineData("""{"id":null,"content":"x"}""", "id")]
    [InlineData("""{"id":7,"content":"x"}""", "id")]
    [InlineData("""{"id":"x","content":"x"}""", "id")]
    [InlineData("""{"id":"0198c0de000070008000000000000001","content":"x"}""", "id")]
    [InlineData("""{"id":"{0198c0de-0000-7000-8000-000000000001}","content":"x"}""", "id")]
    [InlineData($$"""{"id":"{{AnyId}}","content":"x","colour":1}""", "colour")]
    [InlineData($$"""{"id":"{{AnyId}}"}""", "content")]
    [InlineData($$"""{"id":"{{AnyId}}","content":7}""", "content")]
    [InlineData($$"""{"id":"{{AnyId}}","content":" \r\n\t "}""", "content")]
    [InlineData($$"""{"id":"{{AnyId}}","content":"\u200b\u202e\u2060"}""", "content")]
    [InlineData($$"""{"id":"{{AnyId}}","content":"\u2800\u3164\ufe0f"}""", "content")]
    [InlineData($$"""{"id":"{{AnyId}}","content":"a\u0000b"}""", "content")]
    [InlineData($$"""{"id":"{{AnyId}}","content":"a\u009fb"}""", "content")]
    [InlineData($$"""{"id":"{{AnyId}}","content":"a\ud800b"}""", "content")]
    [InlineData($$"""{"id":"{{AnyId}}","content":"x","reply_to":"none"}""", "reply_to")]
    [InlineData($$"""{"id":"{{AnyId}}","content":"x","reply_to":""}""", "reply_to")]
    [InlineData($$"""{"id":"{{AnyId}}","attachments":["none"]}""", "attachments")]
    [InlineData($$"""{"id":"{{AnyId}}","attachments":["a","a"]}""", "attachments")]
    [InlineData($$"""{"id":"{{AnyId}}","attachments":["1","2","3","4","5","6","7","8","9","10","11"]}""", "attachments")]
    public async Task A_message_that_cannot_be_taken_is_told_by_field(string body, string field)
    {
        var visitor = await LoginAsync();
        var conversation = await visitor.StartAsync();
        Assert.NotEmpty((await visitor.PostTextAsync($"conversations/{conversation}/messages", body)).Reason(field));
        Assert.Equal(2, (await visitor.ConversationAsync(conversation)).GetProperty("last_sequence").GetInt32());
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_told_limit_and_length()
    {
        var visitor = await LoginAsync();
        var path = $"conversations/{await visitor.StartAsync()}/messages";
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync(path, new { id = Visitor.NewId(), content = new string('x', 10_000) })).Status);
        var reason = (await visitor.PostAsync(path, new { id = Visitor.NewId(), content = new string('x', 100_000) })).Reason("content");
        Assert.Contains("10000", reason, StringComparison.Ordinal);
        Assert.Contains("100000", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_are_json_and_have_a_largest_size()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        foreach (var path in (string[])["auth/login", "conversations", $"conversations/{id}/messages", $"conversations/{id}/typing", $"conversations/{id}/read",
            $"conversations/{id}/feedback", $"conversations/{id}/transcript", "callbacks", "broadcasting/auth"])
        {
            foreach (var type in (string?[])["text/plain", "no/such/type", null])
                Assert.Equal((path, type, HttpStatusCode.UnsupportedMediaType), (path, type, (await visitor.PostTextAsync(path, "{}", type)).Status));
            Assert.Equal((path, HttpStatusCode.RequestEntityTooLarge), (path, (await visitor.PostTextAsync(path, new string(' ', 1_100_000))).Status));
            var carriesMessage = path is "conversations" || path.EndsWith("/messages", StringComparison.Ordinal);
            var large = await visitor.PostTextAsync(path, $$"""{"x":"{{new string('x', 70_000)}}"}""");
            Assert.Equal((path, carriesMessage ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.RequestEntityTooLarge), (path, large.Status));
        }
    }

    [Fact]
    public async Task A_reply_quotes_the_message_that_it_answers()
    {
        var visitor = await Visitor.LoginAsync(Server, Jwt.For(Server, "quoted", "Ada"));
        var conversation = await visitor.StartAsync("Where is my parcel?");
        var question = (await visitor.MessagesAsync(conversation)).Single().GetProperty("id").GetString()!;
        await Server.Operator.SaysAsync(conversation, "On its way", question);
        var quote = (await visitor.MessagesAsync(conversation))[^1].GetProperty("reply_to");
        Assert.Equal((question, "Where is my parcel?", "visitor", "Ada"), (quote.GetProperty("id").GetString(), quote.GetProperty("content").GetString(),
            quote.GetProperty("sender").GetProperty("type").GetString(), quote.GetProperty("sender").GetProperty("name").GetString()));

        var longText = await visitor.SayAsync(conversation, new string('x', 299) + "😀 and more");
        var cut = await visitor.PostAsync($"conversations/{conversation}/messages", new { id = Visitor.NewId(), content = "x", reply_to = longText });
        Assert.Equal(new string('x', 299) + "…", cut.Data.GetProperty("reply_to").GetProperty("content").GetString());
        var elsewhere = await visitor.StartAsync();
        Assert.NotEmpty((await visitor.PostAsync($"conversations/{elsewhere}/messages", new { id = Visitor.NewId(), content = "x", reply_to = question })).Reason("reply_to"));
    }

    [Fact]
    public async Task A_closed_conversation_takes_no_message_but_knows_its_old_ones()
    {
        var visitor = await LoginAsync();
        var conversation = await visitor.StartAsync();
        var path = $"conversations/{conversation}/messages";
        var old = new { id = Visitor.NewId(), content = "Old" };
        await visitor.PostAsync(path, old);
        await visitor.PostAsync($"conversations/{conversation}/close");
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(path, old)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync(path, new { id = Visitor.NewId(), content = "New" })).Status);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.SaysAsync(conversation, "Hello?"));
    }

    [Fact]
    public async Task What_an_operator_says_is_held_to_the_same_rules()
    {
        var visitor = await LoginAsync();
        var conversation = await visitor.StartAsync();
        await Server.Operator.SaysAsync(conversation, "a\r\nb");
        Assert.Equal("a\nb", (await visitor.MessagesAsync(conversation))[^1].GetProperty("content").GetString());
        foreach (var text in (string[])["", " \n", "a\0b", new string('x', 10_001)])
            await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.SaysAsync(conversation, text));
        Assert.Equal(2, (await visitor.MessagesAsync(conversation)).Count);
    }

    [Fact]
    public async Task An_operators_first_message_takes_the_conversation()
    {
        var visitor = await LoginAsync();
        var conversation = await visitor.StartAsync();
        await Server.Operator.SaysAsync(conversation, "Hi");
        var seen = await visitor.ConversationAsync(conversation);
        Assert.Equal(("active", Server.Operator.Name, 1), (seen.GetProperty("status").GetString(), seen.GetProperty("operator").GetProperty("name").GetString(),
            seen.GetProperty("unread_count").GetInt32()));
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("queue_position").ValueKind);
        Assert.Equal(["conversation.started", "conversation.message", "conversation.updated", "conversation.message"],
            (await visitor.EventsAsync(conversation)).Select(e => e.GetProperty("type").GetString()));
        var sender = (await visitor.MessagesAsync(conversation))[^1].GetProperty("sender");
        Assert.Equal(("operator", Server.Operator.Name), (sender.GetProperty("type").GetString(), sender.GetProperty("name").GetString()));
    }
}
