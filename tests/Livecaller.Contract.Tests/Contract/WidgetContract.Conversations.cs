using System.Net;
using System.Text.Json;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    [Fact]
    public async Task A_conversation_starts_without_anything_and_waits()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        foreach (var started in (Answer[])[await visitor.PostAsync("conversations"), await visitor.PostAsync("conversations", new { })])
        {
            Assert.Equal(HttpStatusCode.Created, started.Status);
            Assert.Equal(7, Guid.Parse(started.Data.GetProperty("id").GetString()!).Version);
            Assert.Equal(("queued", 1, 0), (started.Data.GetProperty("status").GetString(), started.Data.GetProperty("last_sequence").GetInt32(),
                started.Data.GetProperty("unread_count").GetInt32()));
            Assert.All((string[])["department", "operator", "closed_at", "closed_by"], name => Assert.Equal(JsonValueKind.Null, started.Data.GetProperty(name).ValueKind));
            Assert.Equal("private-conversation." + started.Data.GetProperty("id").GetString(), started.Data.GetProperty("channel").GetString());
            Assert.Equal("2026-03-02T09:00:00.000Z", started.Data.GetProperty("created_at").GetString());
        }

        Assert.Equal([2, 1], (await visitor.GetAsync("conversations")).Items.Select(c => c.GetProperty("queue_position").GetInt32()).OrderDescending());
    }

    [Fact]
    public async Task A_visitor_with_20_open_conversations_closes_one_before_another_starts()
    {
        var visitor = await LoginAsync();
        var conversations = new List<string>();
        for (var i = 0; i < 20; i++) conversations.Add((await visitor.PostAsync("conversations")).Data.GetProperty("id").GetString()!);
        var message = new { message = new { id = Visitor.NewId(), content = "One more" } };

        var refused = await visitor.PostAsync("conversations", message);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("You have 20 open conversations. Close one of them before you start another.", refused.Reason(""));
        await visitor.PostAsync($"conversations/{conversations[0]}/close");
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync("conversations", message)).Status);
        // What was started before is found, not refused.
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync("conversations", message)).Status);
    }

    [Fact]
    public async Task A_conversation_starts_once_for_one_first_message()
    {
        var visitor = await LoginAsync();
        var body = new { message = new { id = Visitor.NewId(), content = "Hi <b>there</b>" } };
        var first = await visitor.PostAsync("conversations", body);
        var again = await visitor.PostAsync("conversations", body);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Data.GetProperty("id").GetString(), again.Data.GetProperty("id").GetString());
        Assert.Equal(2, again.Data.GetProperty("last_sequence").GetInt32());
        Assert.Equal("Hi <b>there</b>", (await visitor.MessagesAsync(first.Data.GetProperty("id").GetString()!)).Single().GetProperty("content").GetString());
        var other = new { message = new { body.message.id, content = "Something else" } };
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync("conversations", other)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await (await LoginAsync()).PostAsync("conversations", body)).Status);
    }

    [Theory]
    [InlineData("""{"message":{"content":"x"}}""", "message.id")]
    [InlineData("""{"message":{"id":"x","content":"x"}}""", "message.id")]
    [InlineData("""{"message":{"id":"0198c0de-0000-7000-8000-000000000001","content":" \n "}}""", "message.content")]
    [InlineData("""{"message":{"id":"0198c0de-0000-7000-8000-000000000001","content":"x","reply_to":"0198c0de-0000-7000-8000-000000000002"}}""", "message.reply_to")]
    [InlineData("""{"message":{"id":"0198c0de-0000-7000-8000-000000000001","attachments":["none"]}}""", "message.attachments")]
    [InlineData("""{"message":{"id":"0198c0de-0000-7000-8000-000000000001","content":"x","colour":1}}""", "message.colour")]
    [InlineData("""{"department_id":"none"}""", "department_id")]
    [InlineData("""{"department_id":7}""", "department_id")]
    [InlineData("""{"fields":{"":"x"}}""", "fields")]
    [InlineData("""{"fields":{"a":null}}""", "fields.a")]
    [InlineData("""{"fields":{"a":"b\u0000"}}""", "fields.a")]
    [InlineData("""{"fields":[]}""", "fields")]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("[]", "body")]
    public async Task A_start_that_cannot_be_taken_is_told_by_field_and_starts_nothing(string body, string field)
    {
        var visitor = await LoginAsync();
        Assert.NotEmpty((await visitor.PostTextAsync("conversations", body)).Reason(field));
        Assert.Empty((await visitor.GetAsync("conversations")).Items);
    }

    [Fact]
    public async Task A_form_takes_at_most_50_answers_of_2000_characters()
    {
        var visitor = await LoginAsync();
        var fields = Enumerable.Range(0, 51).ToDictionary(i => $"f{i}", i => "x");
        Assert.NotEmpty((await visitor.PostAsync("conversations", new { fields })).Reason("fields"));
        Assert.NotEmpty((await visitor.PostAsync("conversations", new { fields = new { a = new string('x', 2001) } })).Reason("fields.a"));
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync("conversations", new { fields = new { a = new string('x', 2000) } })).Status);
    }

    [Fact]
    public async Task A_form_is_checked_and_an_anonymous_visitors_profile_takes_its_answers()
    {
        await using var server = await StartAsync(new()
        {
            Fields =
            [
                new() { Name = "who", Label = "Name", Type = "name", Required = true },
                new() { Name = "mail", Label = "Mail", Type = "email", Order = 1 },
                new() { Name = "call", Label = "Phone", Type = "phone", Order = 2 },
                new() { Name = "topic", Label = "Topic", Type = "select", Values = ["Sales", "Help"], Order = 3 },
            ],
        });
        var visitor = await Visitor.LoginAsync(server);
        var refused = await visitor.PostAsync("conversations", new { fields = new { mail = "no address", call = "call me", topic = "Other" } });
        foreach (var name in (string[])["who", "mail", "call", "topic"]) Assert.NotEmpty(refused.Reason("fields." + name));
        Assert.NotEmpty((await visitor.PostAsync("conversations")).Reason("fields.who"));

        var message = new { id = Visitor.NewId(), content = "Hello" };
        var started = await visitor.PostAsync("conversations", new { fields = new { who = " Ana ", mail = "ana@example.com", call = "+49 30 123456", topic = "Help" }, message });
        Assert.Equal(HttpStatusCode.Created, started.Status);
        var sender = (await visitor.MessagesAsync(started.Data.GetProperty("id").GetString()!)).Single().GetProperty("sender");
        Assert.Equal(("visitor", visitor.Id, "Ana"), (sender.GetProperty("type").GetString(), sender.GetProperty("id").GetString(), sender.GetProperty("name").GetString()));
        var profile = (await visitor.GetAsync("auth/visitor")).Data.GetProperty("visitor");
        Assert.Equal(("Ana", "ana@example.com", "+49 30 123456"), (profile.GetProperty("name").GetString(), profile.GetProperty("email").GetString(), profile.GetProperty("mobile").GetString()));

        var identified = await Visitor.LoginAsync(server, Jwt.For(server, "u1", "Ada"));
        await identified.PostAsync("conversations", new { fields = new { who = "Somebody else" } });
        Assert.Equal("Ada", (await identified.GetAsync("auth/visitor")).Data.GetProperty("visitor").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_conversation_is_for_a_department_of_the_widget()
    {
        await using var server = await StartAsync(new() { Departments = ["Sales", "Support"] });
        var visitor = await Visitor.LoginAsync(server);
        var department = (await visitor.GetAsync("")).Data.GetProperty("departments").EnumerateArray().Single(d => d.GetProperty("display_name").GetString() == "Support");
        var started = await visitor.PostAsync("conversations", new { department_id = department.GetProperty("id").GetString() });
        Assert.Equal(HttpStatusCode.Created, started.Status);
        Assert.Equal((department.GetProperty("id").GetString(), "Support"), (started.Data.GetProperty("department").GetProperty("id").GetString(),
            started.Data.GetProperty("department").GetProperty("display_name").GetString()));
    }

    [Fact]
    public async Task Conversations_come_newest_first_by_status_and_page_by_page_each_once()
    {
        var visitor = await LoginAsync();
        await (await LoginAsync()).StartAsync("of another visitor");
        List<string> started = [];
        for (var i = 0; i < 7; i++)
        {
            started.Add(await visitor.StartAsync($"{i}"));
            Server.Time.Advance(TimeSpan.FromMilliseconds(2));
        }

        await visitor.PostAsync($"conversations/{started[2]}/close");
        await Server.Operator.JoinsAsync(started[4]);
        Assert.Equal(Enumerable.Reverse(started), Ids(await visitor.GetAsync("conversations")));
        Assert.Equal([started[2]], Ids(await visitor.GetAsync("conversations?status=closed")));
        Assert.Equal([started[4]], Ids(await visitor.GetAsync("conversations?status=active")));
        Assert.Equal([started[6], started[5]], Ids(await visitor.GetAsync("conversations?status=queued&limit=2")));
        List<string> seen = [];
        while (Ids(await visitor.GetAsync("conversations?limit=3" + (seen.Count > 0 ? "&before=" + seen[^1] : ""))) is { Count: > 0 } page) seen.AddRange(page);
        Assert.Equal(Enumerable.Reverse(started), seen);
        foreach (var (query, field) in ((string, string)[])[("status=open", "status"), ("status=", "status"), ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit")])
            Assert.NotEmpty((await visitor.GetAsync($"conversations?{query}")).Reason(field));
    }

    [Fact]
    public async Task What_belongs_to_another_visitor_does_not_exist()
    {
        var owner = await LoginAsync();
        var stranger = await LoginAsync();
        var id = await owner.StartAsync("private words");
        var bodies = new Dictionary<string, object>
        {
            ["messages"] = new { id = Visitor.NewId(), content = "x" },
            ["read"] = new { sequence = 1 },
            ["feedback"] = new { rating = 5 },
            ["transcript"] = new { email = "eve@example.com" },
        };
        foreach (var (method, path) in VisitorCalls.Where(c => c.Path.StartsWith("conversations/{id}", StringComparison.Ordinal)))
        {
            foreach (var conversation in (string[])[id, Visitor.NewId(), "none"])
            {
                var body = method == "POST" ? bodies.GetValueOrDefault(path.Split('/')[^1]) : null;
                var address = path.Replace("{id}", conversation, StringComparison.Ordinal);
                var answer = method == "GET" ? await stranger.GetAsync(address) : await stranger.PostAsync(address, body);
                Assert.Equal((address, HttpStatusCode.NotFound), (address, answer.Status));
                Assert.DoesNotContain("private words", answer.Body.GetRawText(), StringComparison.Ordinal);
            }
        }

        Assert.Empty((await stranger.GetAsync("conversations")).Items);
        Assert.Equal(2, (await owner.ConversationAsync(id)).GetProperty("last_sequence").GetInt32());
    }

    [Fact]
    public async Task Those_who_wait_are_told_when_they_move()
    {
        await using var server = await StartAsync(new() { Departments = ["Support"] });
        var visitor = await Visitor.LoginAsync(server);
        List<string> ids = [];
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await visitor.StartAsync($"{i}"));
            server.Time.Advance(TimeSpan.FromMilliseconds(2));
        }

        Assert.Equal([1, 2, 3, 4], await PositionsAsync());
        await using var listener = await Listener.ConnectAsync(server);
        await listener.SubscribeAsync(visitor, $"private-conversation.{ids[3]}");
        await server.Operator.JoinsAsync(ids[1]);
        Assert.Equal([1, null, 2, 3], await PositionsAsync());
        await HearsOfPlaceAsync(3);
        await visitor.PostAsync($"conversations/{ids[0]}/close");
        Assert.Equal([null, null, 1, 2], await PositionsAsync());
        await HearsOfPlaceAsync(2);
        var department = (await visitor.GetAsync("")).Data.GetProperty("departments")[0].GetProperty("id").GetString()!;
        await server.Operator.TransfersToDepartmentAsync(ids[1], department);
        Assert.Equal([null, 1, 2, 3], await PositionsAsync());
        await HearsOfPlaceAsync(3);
        foreach (var id in (string[])[ids[0], ids[3]])
            Assert.DoesNotContain((await visitor.EventsAsync(id)).Select(e => e.GetProperty("type").GetString()), type => type == "conversation.updated");

        // A place is announced beside the log: the payload has no sequence.
        async Task HearsOfPlaceAsync(int position)
        {
            var told = await listener.HearAsync("conversation.updated");
            Assert.Equal(position, told.GetProperty("queue_position").GetInt32());
            Assert.Equal(ids[3], told.GetProperty("conversation_id").GetString());
            Assert.False(told.TryGetProperty("sequence", out _));
        }

        async Task<List<int?>> PositionsAsync()
        {
            List<int?> positions = [];
            foreach (var id in ids)
                positions.Add((await visitor.ConversationAsync(id)).GetProperty("queue_position") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null);
            return positions;
        }
    }

    private static List<string> Ids(Answer answer) => [.. answer.Items.Select(i => i.GetProperty("id").GetString()!)];
}
