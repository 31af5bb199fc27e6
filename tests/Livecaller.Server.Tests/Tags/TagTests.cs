using System.Net;
using System.Net.Http.Json;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Tags;

/// <summary>Tags that are changed in all conversations.</summary>
public sealed class TagTests
{
    [Fact]
    public async Task A_tag_is_renamed_in_all_conversations_and_operators_are_told_of_each()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ids = await StartAsync(server, olga, 120, "refund", "vip");
        await using var team = await PusherSocket.ConnectAsync(server);
        await team.SubscribeAsync(olga, $"presence-widget.{LivecallerServer.Widget}.operators");

        var renamed = await olga.PostAsync("/tags/rename", new { tag = "Refund", name = " Money Back " });

        Assert.Equal(("money back", 120), (renamed.Data.GetProperty("tag").GetString(), renamed.Data.GetProperty("conversations").GetInt32()));
        Assert.Equal(["money back", "vip"], (await team.ReadAsync("conversation.tags")).GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal([("money back", 120), ("vip", 120)], await UsageAsync(olga));
        Assert.Equal(["money back", "vip"], (await olga.GetAsync($"/conversations/{ids[77]}")).Data.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("tag.renamed", Assert.Single((await olga.GetAsync("/audit-log")).Data.EnumerateArray()).GetProperty("action").GetString());
    }

    [Fact]
    public async Task A_name_that_is_a_tag_already_merges_the_two()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await StartAsync(server, olga, 1, "refund");
        var both = await StartAsync(server, olga, 1, "money", "refund");

        await olga.PostAsync("/tags/rename", new { tag = "refund", name = "money" });

        Assert.Equal([("money", 2)], await UsageAsync(olga));
        Assert.Equal(["money"], (await olga.GetAsync($"/conversations/{both[0]}")).Data.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public async Task A_tag_with_any_character_is_removed_from_all_conversations()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await StartAsync(server, olga, 3, "c#/1", "<b>");

        Assert.Equal(3, (await olga.PostAsync("/tags/remove", new { tag = "c#/1" })).Data.GetProperty("conversations").GetInt32());
        Assert.Equal([("<b>", 3)], await UsageAsync(olga));
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync("/tags/remove", new { tag = "c#/1" })).Status);
    }

    [Fact]
    public async Task A_bad_name_is_refused_and_an_operator_changes_no_tag_of_all_conversations()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        await StartAsync(server, olga, 1, "refund");

        foreach (var name in (string?[])[null, "", "  ", new string('a', 10_000), "two\nlines", "REFUND"])
            Assert.NotEmpty((await olga.PostAsync("/tags/rename", new { tag = "refund", name })).Error("name"));
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.PostAsync("/tags/rename", new { tag = "refund", name = "money" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.PostAsync("/tags/remove", new { tag = "refund" })).Status);
        Assert.Equal([("refund", 1)], await UsageAsync(ivan));
    }

    private static async Task<List<string>> StartAsync(LivecallerServer server, Caller olga, int count, params string[] tags)
    {
        List<string> ids = [];
        Caller? visitor = null;
        for (var i = 0; i < count; i++)
        {
            // Few are open at the same time for each visitor.
            if (i % 10 == 0) visitor = await server.VisitorAsync();
            ids.Add(await visitor!.StartAsync());
            await olga.Client.PutAsJsonAsync($"/v1/operator/conversations/{ids[i]}/tags", new { tags }, TestContext.Current.CancellationToken);
        }

        return ids;
    }

    private static async Task<IEnumerable<(string?, int)>> UsageAsync(Caller who) =>
        [.. (await who.GetAsync("/tags/usage")).Data.EnumerateArray().Select(t => (t.GetProperty("tag").GetString(), t.GetProperty("conversations").GetInt32()))];
}
