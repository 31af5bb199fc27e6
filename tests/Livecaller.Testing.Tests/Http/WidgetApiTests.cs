using System.Net;
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
