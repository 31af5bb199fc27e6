using System.Net;
using Livecaller.Bench.Hosting;
using Livecaller.Server.Hosting;
using Livecaller.Server.PostgreSql.Tests.Support;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.PostgreSql.Tests.Storage;

/// <summary>Two servers that share a database.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private readonly string _name = "nodes" + Guid.NewGuid().ToString("N");
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await (await PostgreSqlCluster.SharedAsync).CreateDatabaseAsync(_name);

    public async ValueTask DisposeAsync() => await (await PostgreSqlCluster.SharedAsync).DropDatabaseAsync(_name);

    [Fact]
    public async Task Messages_of_both_servers_have_sequences_without_gaps_in_conversations_that_both_write_to()
    {
        await using var one = await Node.StartAsync(_database);
        await using var other = await Node.StartAsync(_database);
        const int Conversations = 4;
        const int Messages = 30;
        List<(string Id, Caller AtOne, Caller AtOther)> chats = [];
        for (var i = 0; i < Conversations; i++)
        {
            var visitor = await one.Server.VisitorAsync();
            chats.Add((await visitor.StartAsync(), visitor, new Caller(other.Server.NewClient(visitor.Token), "/v1/widget", visitor.Id, visitor.SessionId)));
        }

        var sent = await Task.WhenAll(chats.SelectMany(chat => Enumerable.Range(0, Messages).SelectMany(i => new[]
        {
            SendAsync(chat.AtOne, chat.Id, $"one {i}"), SendAsync(chat.AtOther, chat.Id, $"other {i}"),
        })));

        Assert.All(sent, status => Assert.Equal(HttpStatusCode.Created, status));
        foreach (var (id, atOne, _) in chats)
        {
            var sequences = (await atOne.GetAsync($"/conversations/{id}/events?limit=200")).Data.EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()).ToList();
            Assert.Equal(Enumerable.Range(1, 2 + (2 * Messages)).Select(i => (long)i), sequences);
        }
    }

    [Fact]
    public async Task The_same_message_sent_to_both_servers_at_once_is_stored_once()
    {
        await using var one = await Node.StartAsync(_database);
        await using var other = await Node.StartAsync(_database);
        var visitor = await one.Server.VisitorAsync();
        var id = await visitor.StartAsync();
        var atOther = new Caller(other.Server.NewClient(visitor.Token), "/v1/widget", visitor.Id, visitor.SessionId);
        foreach (var message in Enumerable.Range(0, 10).Select(_ => Caller.NewId()))
        {
            var sent = await Task.WhenAll(new[] { visitor, atOther }.Select(v => v.PostAsync($"/conversations/{id}/messages", new { id = message, content = "twice" })));

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Created], sent.Select(s => s.Status).Order());
            Assert.Single(sent.Select(s => s.Data.GetProperty("sequence").GetInt64()).Distinct());
        }
    }

    [Fact]
    public async Task Closing_and_sending_at_both_servers_leaves_no_message_after_the_end()
    {
        await using var one = await Node.StartAsync(_database);
        await using var other = await Node.StartAsync(_database);
        var visitor = await one.Server.VisitorAsync();
        var atOther = new Caller(other.Server.NewClient(visitor.Token), "/v1/widget", visitor.Id, visitor.SessionId);
        for (var round = 0; round < 5; round++)
        {
            var id = await visitor.StartAsync();
            var close = atOther.PostAsync($"/conversations/{id}/close");
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => SendAsync(visitor, id, $"{i}")));
            Assert.Equal(HttpStatusCode.OK, (await close).Status);

            var log = (await visitor.GetAsync($"/conversations/{id}/events")).Data.EnumerateArray().ToList();
            Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(e => e.GetProperty("sequence").GetInt64()));
            Assert.Equal("conversation.closed", log[^1].GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task Two_operators_who_claim_at_two_servers_do_not_both_get_the_conversation()
    {
        await using var one = await Node.StartAsync(_database);
        await using var other = await Node.StartAsync(_database);
        var visitor = await one.Server.VisitorAsync();
        var (olivia, nino) = (await one.Server.OperatorAsync(), await other.Server.NewOperatorAsync("nino"));
        for (var round = 0; round < 5; round++)
        {
            var id = await visitor.StartAsync();
            await Task.WhenAll(
                olivia.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "I help" }),
                nino.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "me too" }));

            var log = (await visitor.GetAsync($"/conversations/{id}/events")).Data.EnumerateArray().ToList();
            Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(e => e.GetProperty("sequence").GetInt64()));
            Assert.Equal(2, log.Count(e => e.GetProperty("type").GetString() == "conversation.message" && e.GetProperty("data").GetProperty("sender").GetProperty("type").GetString() == "operator"));
        }
    }

    [Fact]
    public async Task Servers_that_start_at_once_on_an_empty_database_create_it_once_and_share_widget_and_keys()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Node.StartAsync(_database)));
        try
        {
            var visitor = await nodes[0].Server.VisitorAsync(Jwt.For("user-1"));
            foreach (var node in nodes)
            {
                var answer = await new Caller(node.Server.NewClient(visitor.Token), "/v1/widget", visitor.Id, visitor.SessionId).GetAsync("/conversations");
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Equal(visitor.Id, (await node.Server.VisitorAsync(Jwt.For("user-1"))).Id);
            }

            Assert.Single(nodes.Select(n => n.Server.Get<ServerKeys>().AppSecret).Distinct());
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("Livecaller:Realtime:AppSecret", "another-secret-than-that-of-the-others", "Livecaller:Realtime")]
    [InlineData("Livecaller:Seed:JwtSecret", "another-secret-than-that-of-the-others", "Livecaller:Seed")]
    public async Task A_server_with_other_keys_than_one_that_runs_is_refused(string key, string value, string named)
    {
        await using (await Node.StartAsync(_database))
        {
            var refused = await Assert.ThrowsAsync<LivecallerStartupException>(() => Node.StartAsync(_database, null, (key, value)));
            Assert.Contains(named, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }

        // Nobody has the other ones any more.
        await using var alone = await Node.StartAsync(_database, null, (key, value));
    }

    private static async Task<HttpStatusCode> SendAsync(Caller visitor, string id, string text) =>
        (await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = text })).Status;
}
