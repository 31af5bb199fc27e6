using System.Net;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Bulk;

/// <summary>Changes of several conversations at once.</summary>
public sealed class BulkTests
{
    [Fact]
    public async Task Each_conversation_is_closed_by_itself_and_the_result_says_which_were_not()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var (first, second, closed) = (await visitor.StartAsync(), await visitor.StartAsync(), await visitor.StartAsync());
        await olga.PostAsync($"/conversations/{closed}/close");
        var unknown = Caller.NewId();

        var result = await BulkAsync(olga, new { action = "close", conversation_ids = (string[])[first, second, closed, unknown, first] });

        Assert.Equal(HttpStatusCode.OK, result.Status);
        Assert.Equal((2, 1, 1), Counts(result));
        Assert.Equal(["done", "done", "unchanged", "refused"], result.Data.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        Assert.Contains("no such conversation", result.Data.GetProperty("results")[3].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("closed", (await olga.GetAsync($"/conversations/{second}")).Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_operator_assigns_what_is_free_and_leaves_to_colleagues_what_is_theirs()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        var (free, taken) = (await visitor.StartAsync(), await visitor.StartAsync());
        await olga.PostAsync($"/conversations/{taken}/claim");
        var request = new { action = "assign", operator_id = ivan.Id, conversation_ids = (string[])[free, taken] };

        Assert.Equal((1, 0, 1), Counts(await BulkAsync(ivan, request)));
        Assert.Equal((1, 1, 0), Counts(await BulkAsync(olga, request)));
        Assert.Equal("ivan", (await olga.GetAsync($"/conversations/{taken}")).Data.GetProperty("operator").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Tags_are_added_to_those_that_are_there_and_removed_again()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var (one, full) = (await visitor.StartAsync(), await visitor.StartAsync());
        await olga.Client.PutAsync($"/v1/operator/conversations/{one}/tags", JsonContentOf(["lamp"]), TestContext.Current.CancellationToken);
        await olga.Client.PutAsync($"/v1/operator/conversations/{full}/tags", JsonContentOf([.. Enumerable.Range(0, 20).Select(i => $"t{i}")]), TestContext.Current.CancellationToken);

        Assert.Equal((1, 0, 1), Counts(await BulkAsync(olga, new { action = "tag", tags = (string[])["Refund"], conversation_ids = (string[])[one, full] })));
        Assert.Equal((0, 1, 0), Counts(await BulkAsync(olga, new { action = "tag", tags = (string[])["refund"], conversation_ids = (string[])[one] })));
        Assert.Equal(["lamp", "refund"], await TagsAsync(olga, one));

        Assert.Equal((1, 1, 0), Counts(await BulkAsync(olga, new { action = "untag", tags = (string[])["lamp"], conversation_ids = (string[])[one, full] })));
        Assert.Equal(["refund"], await TagsAsync(olga, one));
    }

    [Theory]
    [InlineData("""{"action":"close"}""", "conversation_ids")]
    [InlineData("""{"action":"close","conversation_ids":[]}""", "conversation_ids")]
    [InlineData("""{"action":"explode","conversation_ids":["a"]}""", "action")]
    [InlineData("""{"conversation_ids":["a"]}""", "action")]
    [InlineData("""{"action":"assign","conversation_ids":["a"]}""", "operator_id")]
    [InlineData("""{"action":"tag","conversation_ids":["a"]}""", "tags")]
    [InlineData("""{"action":"tag","conversation_ids":["a"],"tags":[]}""", "tags")]
    [InlineData("""{"action":"tag","conversation_ids":["a"],"tags":["  "]}""", "tags")]
    public async Task A_request_that_makes_no_sense_is_refused_as_a_whole(string body, string field)
    {
        await using var server = await LivecallerServer.StartAsync();

        var answer = await (await server.OperatorAsync()).PostTextAsync("/conversations/bulk", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Fact]
    public async Task More_than_a_hundred_conversations_are_refused_and_the_application_closes_none()
    {
        await using var server = await LivecallerServer.StartAsync();
        var many = await BulkAsync(await server.OperatorAsync(), new { action = "close", conversation_ids = Enumerable.Range(0, 101).Select(i => $"c{i}") });
        var app = await server.Get<Livecaller.Server.Bulk.IBulkService>().ApplyAsync(OperatorCaller.Application, new() { Action = "close", ConversationIds = [new("a")] }, TestContext.Current.CancellationToken);

        Assert.Contains("at most 100", many.Error("conversation_ids"), StringComparison.Ordinal);
        Assert.Equal(403, app.Problem?.Status);
    }

    private static Task<Answer> BulkAsync(Caller who, object request) => who.PostAsync("/conversations/bulk", request);

    private static (int Done, int Unchanged, int Refused) Counts(Answer answer) =>
        (answer.Data.GetProperty("done").GetInt32(), answer.Data.GetProperty("unchanged").GetInt32(), answer.Data.GetProperty("refused").GetInt32());

    private static System.Net.Http.Json.JsonContent JsonContentOf(string[] tags) => System.Net.Http.Json.JsonContent.Create(new { tags });

    private static async Task<IEnumerable<string?>> TagsAsync(Caller who, string conversation) =>
        [.. (await who.GetAsync($"/conversations/{conversation}")).Data.GetProperty("tags").EnumerateArray().Select(t => t.GetString())];
}
