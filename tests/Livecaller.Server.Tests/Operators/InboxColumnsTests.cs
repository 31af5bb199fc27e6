using System.Net.Http.Json;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Operators;

/// <summary>What the inbox shows is kept with the conversation, and must be what a look at the log would tell.</summary>
public sealed class InboxColumnsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_not_answered_waits_from_the_first_message()
    {
        var time = new SteppingTime();
        await using var server = await LivecallerServer.StartAtAsync(time);
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync("one");
        var started = await RowAsync(server, id);
        Assert.Equal((1, started.CreatedAt, 2), (started.UnreadCount, started.WaitingSince!.Value, started.LastMessageSequence));

        await SayAsync(olga, id, "answer");
        Assert.Null((await RowAsync(server, id)).WaitingSince);

        await SayAsync(visitor, id, "two");
        var waits = (await RowAsync(server, id)).WaitingSince;
        await SayAsync(visitor, id, "three");
        var row = await RowAsync(server, id);
        Assert.NotNull(waits);
        Assert.Equal((3, waits), (row.UnreadCount, row.WaitingSince));
        Assert.Equal(row.LastSequence, row.LastMessageSequence);

        await olga.PostAsync($"/conversations/{id}/read", new { sequence = row.LastSequence - 1 });
        Assert.Equal(1, (await RowAsync(server, id)).UnreadCount);
        await olga.PostAsync($"/conversations/{id}/read", new { sequence = row.LastSequence });
        Assert.Equal(0, (await RowAsync(server, id)).UnreadCount);
        await visitor.PostAsync($"/conversations/{id}/read", new { sequence = row.LastSequence });
        Assert.Equal((0, waits), ((await RowAsync(server, id)).UnreadCount, (await RowAsync(server, id)).WaitingSince));

        await olga.PostAsync($"/conversations/{id}/close");
        Assert.Null((await RowAsync(server, id)).WaitingSince);
    }

    [Fact]
    public async Task The_counts_follow_every_change_and_are_counted_again_at_the_start()
    {
        var directory = Directory.CreateTempSubdirectory("livecaller-").FullName;
        try
        {
            string olgaId;
            await using (var server = await LivecallerServer.StartAsync(directory))
            {
                var (visitor, olga, nino) = (await server.VisitorAsync(), await server.OperatorAsync(), await server.NewOperatorAsync("Nino"));
                olgaId = olga.Id;
                var ids = new List<string>();
                for (var i = 0; i < 4; i++) ids.Add(await visitor.StartAsync("message " + i));
                Assert.Equal(new(4, 0, 4, 0, 0), await CountAsync(server, olga.Id));

                await olga.PostAsync($"/conversations/{ids[0]}/assign");
                await SayAsync(nino, ids[1], "I take it");
                Assert.Equal(new(2, 1, 4, 0, 0), await CountAsync(server, olga.Id));

                await olga.PostAsync($"/conversations/{ids[0]}/transfer", new { operator_id = nino.Id });
                await visitor.PostAsync($"/conversations/{ids[2]}/close");
                Assert.Equal(new(1, 0, 3, 0, 0), await CountAsync(server, olga.Id));
                Assert.Equal(new(1, 2, 3, 0, 0), await CountAsync(server, nino.Id));

                await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
                await db.Database.ExecuteSqlAsync($"UPDATE \"Conversations\" SET \"Status\" = 'Closed' WHERE \"Id\" = {ids[3]}", Cancelled);
            }

            await using var restarted = await LivecallerServer.StartAsync(directory);
            Assert.Equal(new(0, 0, 2, 0, 0), await CountAsync(restarted, olgaId));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_list_is_filtered_sorted_and_paged()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:ConversationsPerMinute", "1000"));
        var (visitor, olga, nino) = (await server.VisitorAsync(), await server.OperatorAsync(), await server.NewOperatorAsync("Nino"));
        List<string> ids = [];
        for (var i = 0; i < 5; i++) ids.Add(await visitor.StartAsync("message " + i));
        await SayAsync(nino, ids[0], "answer");
        await SayAsync(visitor, ids[1], "again");

        var page = await olga.GetAsync("/conversations?sort=waiting&limit=3");
        Assert.Equal(ids[1..4], Ids(page));
        Assert.True(page.Body.GetProperty("has_more").GetBoolean());
        var rest = await olga.GetAsync($"/conversations?sort=waiting&limit=3&before={ids[3]}");
        Assert.Equal([ids[4], ids[0]], Ids(rest));
        Assert.False(rest.Body.GetProperty("has_more").GetBoolean());

        Assert.Equal(ids[1], Ids(await olga.GetAsync("/conversations"))[0]);
        Assert.Equal([ids[0]], Ids(await olga.GetAsync($"/conversations?operator_id={nino.Id}")));
        Assert.Equal(4, Ids(await olga.GetAsync("/conversations?assigned=none")).Count);
        Assert.Empty(Ids(await olga.GetAsync("/conversations?widget_id=elsewhere")));
        Assert.Empty(Ids(await olga.GetAsync("/conversations?department_id=none")));
        var row = page.Data[0];
        Assert.Equal((2, 0), (row.GetProperty("unread_count").GetInt32(), row.GetProperty("tags").GetArrayLength()));
        Assert.Equal(row.GetProperty("created_at").GetString(), row.GetProperty("waiting_since").GetString());
        Assert.Equal("again", row.GetProperty("last_message").GetProperty("content").GetString());
        Assert.Contains("activity, waiting", (await olga.GetAsync("/conversations?sort=name")).Error("sort"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_have_the_tags_of_their_conversations_and_a_list_can_be_those_with_one_tag()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        List<string> ids = [];
        for (var i = 0; i < 4; i++) ids.Add(await visitor.StartAsync("message " + i));
        await TagAsync(olga, ids[0], "vip", "refund");
        await TagAsync(olga, ids[1], "refund");
        await TagAsync(olga, ids[2], "refunds");
        await olga.PostAsync($"/conversations/{ids[1]}/close");

        Assert.Equal([ids[1], ids[0]], Ids(await olga.GetAsync("/conversations?tag=refund")));
        Assert.Equal([ids[0]], Ids(await olga.GetAsync("/conversations?tag=refund&sort=waiting&status=queued")));
        Assert.Equal([ids[0]], Ids(await olga.GetAsync("/conversations?tag=%20VIP")));
        Assert.Equal([ids[0]], Ids(await olga.GetAsync("/conversations?tag=refund&q=message%200")));
        Assert.Empty(Ids(await olga.GetAsync("/conversations?tag=unknown")));
        Assert.Equal(["refund", "vip"], Tags((await olga.GetAsync("/conversations?tag=vip")).Data[0]));
        Assert.Equal(["refund", "vip"], Tags((await olga.GetAsync($"/conversations/{ids[0]}")).Data));

        await TagAsync(olga, ids[0]);
        Assert.Empty(Tags((await olga.GetAsync($"/conversations/{ids[0]}")).Data));
        Assert.Equal([ids[1]], Ids(await olga.GetAsync("/conversations?tag=refund")));
    }

    private static async Task TagAsync(Caller who, string id, params string[] tags) => Assert.True((await who.Client.PutAsJsonAsync($"/v1/operator/conversations/{id}/tags", new { tags }, Cancelled)).IsSuccessStatusCode);

    private static IEnumerable<string?> Tags(System.Text.Json.JsonElement conversation) => conversation.GetProperty("tags").EnumerateArray().Select(t => t.GetString());

    private static List<string> Ids(Answer answer) => [.. answer.Data.EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    private static Task<Answer> SayAsync(Caller who, string id, string text) => who.PostAsync($"/conversations/{id}/messages", new { id = Guid.NewGuid(), content = text });

    private static async Task<InboxCounts> CountAsync(LivecallerServer server, string me) =>
        (await server.Get<IOperatorService>().CountAsync(OperatorCaller.OnBehalfOf(new(me)), Cancelled)).Value!;

    private static async Task<ConversationRow> RowAsync(LivecallerServer server, string id)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        return await db.Conversations.AsNoTracking().SingleAsync(c => c.Id == id, Cancelled);
    }

    private sealed class SteppingTime : TimeProvider
    {
        private long _calls;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddSeconds(Interlocked.Increment(ref _calls));
    }
}
