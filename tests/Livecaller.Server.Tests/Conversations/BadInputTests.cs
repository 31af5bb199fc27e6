using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Conversations;

public sealed class BadInputTests
{
    private const string Id = "0198c0de-0000-7000-8000-000000000001";

    [Theory]
    [InlineData("no json", 422, "body")]
    [InlineData("[]", 422, "body")]
    [InlineData("null", 422, "body")]
    [InlineData("""{"content":"x"}""", 422, "id")]
    [InlineData("""{"id":"x","content":"x"}""", 422, "id")]
    [InlineData("""{"id":"0198c0de-0000-7000-8000-000000000001","content":"x","colour":1}""", 422, "colour")]
    [InlineData("""{"id":"0198c0de-0000-7000-8000-000000000001","content":7}""", 422, "content")]
    [InlineData("""{"id":"0198c0de-0000-7000-8000-000000000001","content":"  "}""", 422, "content")]
    [InlineData("""{"id":"0198c0de-0000-7000-8000-000000000001","content":"a\u0000b"}""", 422, "content")]
    [InlineData("""{"id":"0198c0de-0000-7000-8000-000000000001","content":"a\ud800b"}""", 422, "content")]
    [InlineData("""{"id":"0198c0de-0000-7000-8000-000000000001","content":"x","reply_to":"none"}""", 422, "reply_to")]
    [InlineData("""{"id":"0198c0de-0000-7000-8000-000000000001","attachments":["none"]}""", 422, "attachments")]
    public async Task A_message_that_cannot_be_taken_is_refused_by_field(string body, int status, string field)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var answer = await visitor.PostTextAsync($"/conversations/{await visitor.StartAsync()}/messages", body);
        Assert.Equal(status, (int)answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_told_limit_and_length()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        var answer = await visitor.PostAsync(path, new { id = Id, content = new string('x', 100_000) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("10000", answer.Error("content"), StringComparison.Ordinal);
        Assert.Contains("100000", answer.Error("content"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.PostTextAsync(path, new string(' ', 2_000_000))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.PostTextAsync(path, "x", "text/plain")).Status);
    }

    [Theory]
    [InlineData("events?after=-1", "after")]
    [InlineData("events?after=x", "after")]
    [InlineData("events?limit=0", "limit")]
    [InlineData("events?limit=501", "limit")]
    [InlineData("messages?limit=101", "limit")]
    [InlineData("messages?before=0", "before")]
    [InlineData("messages?before=99999999999999999999", "before")]
    public async Task Numbers_out_of_range_are_refused(string query, string field)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var answer = await visitor.GetAsync($"/conversations/{await visitor.StartAsync()}/{query}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Fact]
    public async Task Unknown_addresses_and_methods_are_problems_too()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/nothing/here")).Status);
        var put = await Answer.ReadAsync(await visitor.Client.PutAsync("/v1/widget/conversations", null, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/conversations/none")).Status);
        var id = await visitor.StartAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync($"/conversations/{id}/read", new { sequence = 99 })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync($"/conversations/{id}/feedback", new { rating = 6 })).Status);
    }
}
