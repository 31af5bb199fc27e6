using System.Net;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Notes;

/// <summary>The conversations in which notes mention an operator.</summary>
public sealed class MentionTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_mention_puts_a_conversation_into_the_list_of_the_operator_until_it_is_read_and_after_that()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await visitor.StartAsync();

        await NoteAsync(olga, conversation, ivan.Id);

        Assert.Equal(((0, 1), (0, 0)), (await CountsAsync(server, ivan), await CountsAsync(server, olga)));
        Assert.Equal([conversation], await ListAsync(ivan, "mentioned=unread"));
        Assert.Empty(await ListAsync(olga, "mentioned=all"));
        var mention = (await olga.GetAsync($"/conversations/{conversation}")).Data.GetProperty("mentions")[0];
        Assert.Equal((ivan.Id, false), (mention.GetProperty("operator_id").GetString(), mention.GetProperty("is_read").GetBoolean()));

        Assert.Equal(HttpStatusCode.NoContent, (await ivan.PostAsync($"/conversations/{conversation}/mentions/read")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await ivan.PostAsync($"/conversations/{conversation}/mentions/read")).Status);

        Assert.Equal((0, 0), await CountsAsync(server, ivan));
        Assert.Empty(await ListAsync(ivan, "mentioned=unread"));
        Assert.Equal([conversation], await ListAsync(ivan, "mentioned=all"));
        // The second mark has changed nothing.
        Assert.Equal(["conversation.note", "conversation.mention_read"], (await ivan.GetAsync($"/conversations/{conversation}/operator-events")).Data.EnumerateArray().Select(e => e.GetProperty("type").GetString()));
        await NoteAsync(olga, conversation, ivan.Id);
        Assert.Equal((0, 1), await CountsAsync(server, ivan));
    }

    [Fact]
    public async Task The_newest_mention_comes_first_page_by_page_also_of_closed_conversations()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        List<string> ids = [];
        for (var i = 0; i < 5; i++) ids.Add(await visitor.StartAsync());
        foreach (var i in (int[])[2, 0, 4, 1])
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await NoteAsync(olga, ids[i], ivan.Id);
        }

        await olga.PostAsync($"/conversations/{ids[4]}/close");

        Assert.Equal([ids[1], ids[4], ids[0], ids[2]], await ListAsync(ivan, "mentioned=all"));
        Assert.Equal([ids[1], ids[4]], await ListAsync(ivan, "mentioned=all&limit=2"));
        Assert.Equal([ids[0], ids[2]], await ListAsync(ivan, $"mentioned=all&limit=2&before={ids[4]}"));
        Assert.Equal([ids[4]], await ListAsync(ivan, "mentioned=all&status=closed"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ivan.GetAsync("/conversations?mentioned=some")).Status);
    }

    [Fact]
    public async Task Whoever_mentions_themselves_has_read_it()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();

        await NoteAsync(olga, conversation, olga.Id);

        Assert.Equal((0, 0), await CountsAsync(server, olga));
        Assert.Equal([conversation], await ListAsync(olga, "mentioned=all"));
    }

    [Fact]
    public async Task An_open_list_is_told_of_mentions_and_of_those_that_were_read()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        var opened = await server.Get<IOperatorService>().SubscribeInboxAsync(OperatorCaller.OnBehalfOf(new(ivan.Id)), new() { Mentioned = InboxMention.Unread }, _ct);
        using var list = opened.Value!;
        await using var changes = list.ReadAllAsync(_ct).GetAsyncEnumerator(_ct);

        await NoteAsync(olga, conversation, ivan.Id);
        Assert.Equal(conversation, (await NextAsync<InboxConversationChanged>(changes)).Conversation.Id.Value);
        await ivan.PostAsync($"/conversations/{conversation}/mentions/read");

        Assert.Equal(conversation, (await NextAsync<InboxConversationLeft>(changes)).Id.Value);
    }

    [Fact]
    public async Task The_count_survives_an_erasure_and_a_recount()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        var (gone, stays) = (await server.VisitorAsync(), await server.VisitorAsync());
        await NoteAsync(olga, await gone.StartAsync(), ivan.Id);
        await NoteAsync(olga, await stays.StartAsync(), ivan.Id);

        await olga.PostAsync($"/visitors/{gone.Id}/erase");

        Assert.Equal((0, 1), await CountsAsync(server, ivan));
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        await OpenCounts.RecountAsync(db, _ct);
        Assert.Equal((0, 1), await CountsAsync(server, ivan));
        Assert.Single(await db.Mentions.ToListAsync(_ct));
    }

    [Fact]
    public async Task Snoozed_conversations_are_counted_and_listed_by_their_return()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        List<string> ids = [];
        for (var i = 0; i < 4; i++) ids.Add(await visitor.StartAsync());
        await olga.PostAsync($"/conversations/{ids[0]}/snooze");
        await olga.PostAsync($"/conversations/{ids[1]}/snooze", new { until = _time.GetUtcNow().AddHours(3) });
        await olga.PostAsync($"/conversations/{ids[2]}/snooze", new { until = _time.GetUtcNow().AddHours(1) });

        Assert.Equal([ids[2], ids[1], ids[0]], await ListAsync(olga, "sort=return"));
        Assert.Equal([ids[1], ids[0]], await ListAsync(olga, $"sort=return&before={ids[2]}"));
        Assert.Equal((3, 0), await CountsAsync(server, olga));
    }

    private static async Task NoteAsync(Caller who, string conversation, string mentioned) => Assert.Equal(
        HttpStatusCode.Created, (await who.PostAsync($"/conversations/{conversation}/notes", new { id = Caller.NewId(), content = "Can you help?", mentions = (string[])[mentioned] })).Status);

    private static async Task<IEnumerable<string?>> ListAsync(Caller who, string query) =>
        [.. (await who.GetAsync("/conversations?" + query)).Data.EnumerateArray().Select(c => c.GetProperty("id").GetString())];

    private static async Task<(int Snoozed, int Mentions)> CountsAsync(LivecallerServer server, Caller who)
    {
        var counts = (await server.Get<IOperatorService>().CountAsync(OperatorCaller.OnBehalfOf(new(who.Id)), TestContext.Current.CancellationToken)).Value!;
        return (counts.Snoozed, counts.Mentions);
    }

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<IReadOnlyList<InboxChange>> changes) where T : InboxChange
    {
        while (await changes.MoveNextAsync())
            if (changes.Current.OfType<T>().FirstOrDefault() is { } found) return found;
        throw new InvalidOperationException("The changes have ended.");
    }
}
