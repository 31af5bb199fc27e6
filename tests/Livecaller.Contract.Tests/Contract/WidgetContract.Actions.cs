using System.Net;
using System.Text.Json;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    [Fact]
    public async Task Marks_grow_within_the_log_and_each_step_is_told_once()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        await Server.Operator.SaysAsync(id, "Hi");
        foreach (var sequence in (long[])[-1, 5, 99, long.MaxValue])
            Assert.NotEmpty((await visitor.PostAsync($"conversations/{id}/read", new { sequence })).Reason("sequence"));
        Assert.Equal((0, 0, 1), await MarksAsync());
        foreach (var sequence in (long[])[4, 4, 3, 0])
            Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync($"conversations/{id}/read", new { sequence })).Status);
        Assert.Equal((4, 0, 0), await MarksAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.ReadsAsync(id, 99));
        await Server.Operator.ReadsAsync(id, 2);
        await Server.Operator.ReadsAsync(id, 1);
        Assert.Equal((4, 2, 0), await MarksAsync());
        Assert.Equal(2, (await visitor.EventsAsync(id)).Count(e => e.GetProperty("type").GetString() == "conversation.read"));

        async Task<(int Visitor, int Operator, int Unread)> MarksAsync()
        {
            var seen = await visitor.ConversationAsync(id);
            return (seen.GetProperty("visitor_read_sequence").GetInt32(), seen.GetProperty("operator_read_sequence").GetInt32(), seen.GetProperty("unread_count").GetInt32());
        }
    }

    [Theory]
    [InlineData("{}", "sequence")]
    [InlineData("""{"sequence":"2"}""", "sequence")]
    [InlineData("""{"sequence":1.5}""", "sequence")]
    [InlineData("""{"sequence":1,"colour":1}""", "colour")]
    public async Task A_mark_that_cannot_be_read_is_told_by_field(string body, string field)
    {
        var visitor = await LoginAsync();
        Assert.NotEmpty((await visitor.PostTextAsync($"conversations/{await visitor.StartAsync()}/read", body)).Reason(field));
    }

    [Fact]
    public async Task What_an_operator_received_is_marked_without_an_event_of_the_log()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        await using var listener = await visitor.ListenAsync($"private-conversation.{id}");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.ReceivesAsync(id, 3));
        await Server.Operator.ReceivesAsync(id, 2);
        await Server.Operator.ReceivesAsync(id, 1);
        var told = await listener.HearAsync("conversation.delivered");
        Assert.Equal((id, 2, false), (told.GetProperty("conversation_id").GetString(), told.GetProperty("delivered_sequence").GetInt32(), told.TryGetProperty("sequence", out _)));
        var seen = await visitor.ConversationAsync(id);
        Assert.Equal((2, 0, 2), (seen.GetProperty("operator_delivered_sequence").GetInt32(), seen.GetProperty("operator_read_sequence").GetInt32(), seen.GetProperty("last_sequence").GetInt32()));

        await visitor.SayAsync(id, "Anybody?");
        await Server.Operator.ReadsAsync(id, 3);
        Assert.Equal(3, (await visitor.ConversationAsync(id)).GetProperty("operator_delivered_sequence").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_typed_is_shown_only_where_the_preview_is_on_and_never_logged(bool preview)
    {
        await using var server = await StartAsync(new() { TypingPreview = preview });
        var visitor = await Visitor.LoginAsync(server);
        var id = await visitor.StartAsync();
        await using var listener = await visitor.ListenAsync($"private-conversation.{id}");
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync($"conversations/{id}/typing", new { text = "a\r\ndraft" })).Status);
        var told = await listener.HearAsync("conversation.typing");
        Assert.Equal(preview ? "a\ndraft" : null, told.TryGetProperty("text", out var text) ? text.GetString() : null);
        Assert.Equal(("visitor", visitor.Id, id, false), (told.GetProperty("sender").GetProperty("type").GetString(), told.GetProperty("sender").GetProperty("id").GetString(),
            told.GetProperty("conversation_id").GetString(), told.TryGetProperty("sequence", out _)));
        Assert.Equal(2, (await visitor.ConversationAsync(id)).GetProperty("last_sequence").GetInt32());
    }

    [Fact]
    public async Task Typing_needs_an_open_conversation_and_a_text_that_could_be_sent()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync($"conversations/{id}/typing")).Status);
        Assert.NotEmpty((await visitor.PostAsync($"conversations/{id}/typing", new { text = new string('x', 10_001) })).Reason("text"));
        Assert.NotEmpty((await visitor.PostAsync($"conversations/{id}/typing", new { text = "a\0b" })).Reason("text"));
        await visitor.PostAsync($"conversations/{id}/close");
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync($"conversations/{id}/typing")).Status);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.TypesAsync(id));
    }

    [Fact]
    public async Task A_conversation_is_closed_once_by_whoever_is_first()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        var closed = await visitor.PostAsync($"conversations/{id}/close");
        Assert.Equal((HttpStatusCode.OK, "closed", "visitor", JsonValueKind.Null), (closed.Status, closed.Data.GetProperty("status").GetString(),
            closed.Data.GetProperty("closed_by").GetString(), closed.Data.GetProperty("queue_position").ValueKind));
        Assert.NotNull(closed.Data.GetProperty("closed_at").GetString());
        var again = await visitor.PostAsync($"conversations/{id}/close");
        await Server.Operator.ClosesAsync(id);
        Assert.Equal(closed.Data.GetRawText(), again.Data.GetRawText());
        Assert.Equal(closed.Data.GetRawText(), (await visitor.ConversationAsync(id)).GetRawText());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Server.Operator.JoinsAsync(id));
    }

    [Fact]
    public async Task A_rating_is_kept_also_after_the_conversation_was_closed_and_told_by_no_event()
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        Assert.False((await visitor.ConversationAsync(id)).TryGetProperty("rating", out _));
        await visitor.PostAsync($"conversations/{id}/close");
        foreach (var rating in (int[])[1, 5])
        {
            Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync($"conversations/{id}/feedback", new { rating, comment = "Very kind" })).Status);
            Assert.Equal(rating, (await visitor.ConversationAsync(id)).GetProperty("rating").GetInt32());
        }

        Assert.Equal(3, (await visitor.ConversationAsync(id)).GetProperty("last_sequence").GetInt32());
    }

    [Theory]
    [InlineData("""{"rating":0}""", "rating")]
    [InlineData("""{"rating":6}""", "rating")]
    [InlineData("""{"rating":4.5}""", "rating")]
    [InlineData("""{"rating":"5"}""", "rating")]
    [InlineData("""{"rating":99999999999}""", "rating")]
    [InlineData("{}", "rating")]
    [InlineData("""{"rating":5,"comment":"a\u0000b"}""", "comment")]
    public async Task A_rating_that_cannot_be_taken_is_told_by_field(string body, string field)
    {
        var visitor = await LoginAsync();
        var id = await visitor.StartAsync();
        Assert.NotEmpty((await visitor.PostTextAsync($"conversations/{id}/feedback", body)).Reason(field));
        Assert.NotEmpty((await visitor.PostAsync($"conversations/{id}/feedback", new { rating = 5, comment = new string('x', 2001) })).Reason("comment"));
    }

    [Fact]
    public async Task A_transcript_can_be_asked_for_ten_times_a_day()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        var id = await visitor.StartAsync();
        await server.Operator.SaysAsync(id, "Good evening");
        var path = $"conversations/{id}/transcript";
        foreach (var email in (string?[])["nowhere", "", null, "a b@example.com"]) Assert.NotEmpty((await visitor.PostAsync(path, new { email })).Reason("email"));
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.Accepted, (await visitor.PostAsync(path, new { email = $" ana{i}@example.com " })).Status);
        var refused = await visitor.PostAsync(path, new { email = "bea@example.com" });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.True(int.Parse(refused.Header("Retry-After")!, null) > 0);
        server.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Accepted, (await visitor.PostAsync(path, new { email = "bea@example.com" })).Status);
    }

    [Fact]
    public async Task Strangers_get_no_transcript_of_what_nobody_has_answered()
    {
        await using var server = await StartAsync();
        var anonymous = await Visitor.LoginAsync(server);
        var id = await anonymous.StartAsync("Claim your prize at https://evil.example");
        var path = $"conversations/{id}/transcript";
        Assert.False((await anonymous.GetAsync($"conversations/{id}")).Data.TryGetProperty("transcript_allowed", out _));

        Assert.Equal(HttpStatusCode.Conflict, (await anonymous.PostAsync(path, new { email = "victim@example.com" })).Status);

        await server.Operator.SaysAsync(id, "Good evening");
        Assert.True((await anonymous.GetAsync($"conversations/{id}")).Data.GetProperty("transcript_allowed").GetBoolean());
        Assert.Equal(HttpStatusCode.Accepted, (await anonymous.PostAsync(path, new { email = "ana@example.com" })).Status);
    }

    [Fact]
    public async Task An_identified_visitor_gets_a_transcript_to_the_address_of_the_token_at_once()
    {
        await using var server = await StartAsync();
        var anna = await Visitor.LoginAsync(server, Jwt.Sign(new { sub = "anna", email = "Anna@example.com", iat = server.Time.GetUtcNow().ToUnixTimeSeconds() }));
        var started = await anna.PostAsync("conversations");
        var path = $"conversations/{started.Data.GetProperty("id").GetString()}/transcript";

        Assert.True(started.Data.GetProperty("transcript_allowed").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, (await anna.PostAsync(path, new { email = "victim@example.com" })).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await anna.PostAsync(path, new { email = "anna@EXAMPLE.com" })).Status);
    }

    [Fact]
    public async Task A_mailbox_counts_once_however_its_address_is_written()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        var id = await visitor.StartAsync();
        await server.Operator.SaysAsync(id, "Good evening");
        for (var i = 0; i < 10; i++) await visitor.PostAsync($"conversations/{id}/transcript", new { email = i % 2 == 0 ? $"ana+{i}@example.com" : "ANA@Example.com" });
        var other = await Visitor.LoginAsync(server);
        var others = await other.StartAsync();
        await server.Operator.SaysAsync(others, "Good evening");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await other.PostAsync($"conversations/{others}/transcript", new { email = "ana@example.com" })).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await other.PostAsync($"conversations/{others}/transcript", new { email = "bea@example.com" })).Status);
    }

    [Fact]
    public async Task A_callback_starts_a_conversation_that_says_so()
    {
        var visitor = await LoginAsync();
        var at = Server.Time.GetUtcNow().AddHours(3);
        var started = await visitor.PostAsync("callbacks", new { phone = " +995 555 123456 ", name = " Ana ", at, note = "About\r\nthe lamp" });
        Assert.Equal((HttpStatusCode.Created, "queued", 0), (started.Status, started.Data.GetProperty("status").GetString(), started.Data.GetProperty("unread_count").GetInt32()));
        var id = started.Data.GetProperty("id").GetString()!;
        var messages = await visitor.MessagesAsync(id);
        Assert.Equal(("system", "callback", "+995 555 123456", at), (messages[0].GetProperty("sender").GetProperty("type").GetString(),
            messages[0].GetProperty("notice").GetProperty("type").GetString(), messages[0].GetProperty("notice").GetProperty("phone").GetString(),
            messages[0].GetProperty("notice").GetProperty("at").GetDateTimeOffset()));
        Assert.All((string[])["Ana", "+995 555 123456"], part => Assert.Contains(part, messages[0].GetProperty("content").GetString(), StringComparison.Ordinal));
        Assert.Equal(("visitor", "Ana", "About\nthe lamp"), (messages[1].GetProperty("sender").GetProperty("type").GetString(),
            messages[1].GetProperty("sender").GetProperty("name").GetString(), messages[1].GetProperty("content").GetString()));
        var profile = (await visitor.GetAsync("auth/visitor")).Data.GetProperty("visitor");
        Assert.Equal(("Ana", "+995 555 123456"), (profile.GetProperty("name").GetString(), profile.GetProperty("mobile").GetString()));
    }

    [Fact]
    public async Task A_callback_with_an_id_can_be_repeated_and_with_another_content_it_cannot()
    {
        var visitor = await LoginAsync();
        var id = Visitor.NewId();
        var first = await visitor.PostAsync("callbacks", new { id, phone = "030 123456", note = "Please" });
        var again = await visitor.PostAsync("callbacks", new { id = id.ToUpperInvariant(), phone = " 030 123456", note = "Please " });
        Assert.Equal((HttpStatusCode.OK, first.Data.GetProperty("id").GetString()), (again.Status, again.Data.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync("callbacks", new { id, phone = "030 654321", note = "Please" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await (await LoginAsync()).PostAsync("callbacks", new { id, phone = "030 123456", note = "Please" })).Status);
        var message = (await visitor.MessagesAsync(await visitor.StartAsync())).Single().GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync("callbacks", new { id = message, phone = "030 123456" })).Status);
    }

    [Theory]
    [InlineData("{}", "phone")]
    [InlineData("""{"phone":"call me"}""", "phone")]
    [InlineData("""{"phone":"1234"}""", "phone")]
    [InlineData("""{"phone":"030 123456","at":"2001-01-01T00:00:00Z"}""", "at")]
    [InlineData("""{"phone":"030 123456","at":"2999-01-01T00:00:00Z"}""", "at")]
    [InlineData("""{"phone":"030 123456","at":"soon"}""", "at")]
    [InlineData("""{"phone":"030 123456","name":"a\nb"}""", "name")]
    [InlineData("""{"phone":"030 123456","note":"a\u0000b"}""", "note")]
    [InlineData("""{"phone":"030 123456","id":"x"}""", "id")]
    [InlineData("""{"phone":"030 123456","department_id":"none"}""", "department_id")]
    [InlineData("""{"phone":"030 123456","colour":"red"}""", "colour")]
    public async Task A_callback_that_cannot_be_taken_is_told_by_field(string body, string field)
    {
        var visitor = await LoginAsync();
        Assert.NotEmpty((await visitor.PostTextAsync("callbacks", body)).Reason(field));
        Assert.Empty((await visitor.GetAsync("conversations")).Items);
    }

    [Fact]
    public async Task What_a_widget_does_not_offer_is_refused()
    {
        await using var server = await StartAsync(new() { Features = [] });
        var visitor = await Visitor.LoginAsync(server);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync("callbacks", new { phone = "030 123456" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync($"conversations/{await visitor.StartAsync()}/transcript", new { email = "ana@example.com" })).Status);
        Assert.Empty((await visitor.GetAsync("")).Data.GetProperty("features").EnumerateArray());
    }
}
