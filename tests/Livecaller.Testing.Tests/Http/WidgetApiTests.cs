using System.Net;
using System.Text;
using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Http;

public sealed class WidgetApiTests
{
    [Fact]
    public async Task The_log_of_a_conversation_starts_at_one_and_has_no_holes()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        var id = await visitor.StartAsync("Hello?");
        await host.Operator.JoinsAsync();
        var answer = await host.Operator.SaysAsync("Hello!");
        await host.Operator.EditsAsync(answer.Id, "Good morning!");
        await visitor.PostAsync($"v1/widget/conversations/{id}/read", """{"sequence":4}""");
        await host.Operator.ClosesAsync();

        var (_, page) = await visitor.GetAsync($"v1/widget/conversations/{id}/events?after=0");

        var events = page.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(
            [EventNames.ConversationStarted, EventNames.ConversationMessage, EventNames.ConversationUpdated, EventNames.ConversationMessage,
                EventNames.ConversationMessageUpdated, EventNames.ConversationRead, EventNames.ConversationClosed],
            events.Select(e => e.GetProperty("type").GetString()));
        Assert.Equal(Enumerable.Range(1, 7), events.Select(e => e.GetProperty("data").GetProperty("sequence").GetInt32()));
        Assert.All(events, e => Assert.Equal(id.Value, e.GetProperty("data").GetProperty("conversation_id").GetString()));
        Assert.Equal(4, events[4].GetProperty("data").GetProperty("message_sequence").GetInt32());
        Assert.Equal(4, events[5].GetProperty("data").GetProperty("read_sequence").GetInt32());
        Assert.Equal(7, page.GetProperty("last_sequence").GetInt32());
    }

    [Fact]
    public async Task A_message_with_a_known_id_is_answered_again_and_refused_with_other_content()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        var id = await visitor.StartAsync("Hello?");
        var message = MessageId.New(host.Time);
        var path = $"v1/widget/conversations/{id}/messages";

        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync(path, $$"""{"id":"{{message}}","content":"One"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(path, $$"""{"id":"{{message}}","content":"One"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync(path, $$"""{"id":"{{message}}","content":"Two"}""")).Status);
        Assert.Equal(["Hello?", "One"], host.MessagesOf(id).Select(m => m.Content));
    }

    [Fact]
    public async Task A_conversation_is_started_once_for_one_first_message()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        const string Body = """{"message":{"id":"019c0000-0000-7000-8000-000000000001","content":"Hello?"}}""";

        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync("v1/widget/conversations", Body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync("v1/widget/conversations", Body)).Status);
        Assert.Single(host.Conversations);
    }

    [Fact]
    public async Task Another_visitors_conversation_does_not_exist_and_its_channel_is_forbidden()
    {
        await using var host = new LivecallerTestHost();
        var ana = await Wire.LoginAsync(host, host.IssueToken("ana"));
        var ben = await Wire.LoginAsync(host, host.IssueToken("ben"));
        var id = await ana.StartAsync("Mine");

        Assert.Equal(HttpStatusCode.NotFound, (await ben.GetAsync($"v1/widget/conversations/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.GetAsync($"v1/widget/conversations/{id}/events?after=0")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ben.PostAsync("v1/widget/broadcasting/auth",
            $$"""{"socket_id":"1.1","channel_name":"{{ChannelNames.Conversation(id)}}"}""")).Status);
    }

    [Theory]
    [InlineData("undefined", "a variable of the caller was probably not set")]
    [InlineData("a.b", "2 segments")]
    [InlineData("", "empty string")]
    public async Task An_identity_token_that_is_none_is_refused_with_the_likely_mistake(string token, string reason)
    {
        await using var host = new LivecallerTestHost();

        var (status, problem) = await new Wire(host).PostAsync("v1/widget/auth/login", $$"""{"jwt_token":"{{token}}"}""");

        Assert.Equal(HttpStatusCode.UnprocessableContent, status);
        Assert.Contains(reason, problem.GetProperty("errors").GetProperty("jwt_token")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_token_is_refused_when_its_time_is_over_or_its_secret_is_another()
    {
        await using var host = new LivecallerTestHost();
        await using var other = new LivecallerTestHost(new() { JwtSecret = "another-secret-that-nobody-else-knows" });
        var token = host.IssueToken("ana");
        var foreign = other.IssueToken("ana");

        Assert.Equal(HttpStatusCode.UnprocessableContent,
            (await new Wire(host).PostAsync("v1/widget/auth/login", $$"""{"jwt_token":"{{foreign}}"}""")).Status);
        await Wire.LoginAsync(host, token);
        host.Time.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(HttpStatusCode.UnprocessableContent,
            (await new Wire(host).PostAsync("v1/widget/auth/login", $$"""{"jwt_token":"{{token}}"}""")).Status);
    }

    [Fact]
    public async Task Unknown_members_are_refused_by_name()
    {
        await using var host = new LivecallerTestHost();

        var (status, problem) = await new Wire(host).PostAsync("v1/widget/auth/login", """{"colour":"red"}""");

        Assert.Equal(HttpStatusCode.UnprocessableContent, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty("colour", out _));
    }

    [Fact]
    public async Task An_uploaded_file_goes_with_a_message_and_can_be_loaded()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        var id = await visitor.StartAsync("Hello?");
        using var form = new MultipartFormDataContent { { new ByteArrayContent("a\r\nb"u8.ToArray()), "file", "note.txt" } };

        var (status, body) = await visitor.SendAsync(HttpMethod.Post, "v1/widget/attachments", form);
        var attachment = body.GetProperty("data");
        await visitor.PostAsync($"v1/widget/conversations/{id}/messages",
            $$"""{"id":"{{MessageId.New(host.Time)}}","attachments":["{{attachment.GetProperty("id")}}"]}""");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("note.txt", Assert.Single(host.MessagesOf(id)[1].Attachments).Name);
        using var http = new HttpClient(host.CreateOptions().HttpHandler!, disposeHandler: false);
        Assert.Equal("a\r\nb", Encoding.UTF8.GetString(await http.GetByteArrayAsync(new Uri(attachment.GetProperty("url").GetString()!), Wire.Ct)));
    }

    [Fact]
    public async Task A_file_of_a_refused_kind_is_not_taken()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "tool.exe" } };

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.SendAsync(HttpMethod.Post, "v1/widget/attachments", form)).Status);
    }

    [Fact]
    public async Task A_logged_out_session_is_over()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);

        Assert.Equal(HttpStatusCode.NoContent, (await visitor.SendAsync(HttpMethod.Post, "v1/widget/auth/logout", null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("v1/widget/conversations")).Status);
    }

    [Fact]
    public async Task A_refused_call_changes_nothing_and_the_next_one_succeeds()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        host.Faults.Refuse(503, "/conversations");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.PostAsync("v1/widget/conversations", "{}")).Status);
        Assert.Empty(host.Conversations);
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync("v1/widget/conversations", "{}")).Status);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_call_done()
    {
        await using var host = new LivecallerTestHost();
        var visitor = await Wire.LoginAsync(host);
        host.Faults.LoseAnswer();

        await Assert.ThrowsAsync<HttpRequestException>(() => visitor.PostAsync("v1/widget/conversations", "{}"));
        Assert.Single(host.Conversations);
    }
}
