using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Views;

/// <summary>Lists of the inbox with filters, under a name.</summary>
public sealed class SavedViewTests
{
    private static readonly object Refunds = new { name = "Refunds", filters = new { list = "all", tag = " Refund ", search = "  " } };

    [Fact]
    public async Task An_own_view_is_the_operators_alone_and_is_renamed_and_removed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));

        var created = await ivan.PostAsync("/views", Refunds);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        var id = created.Data.GetProperty("id").GetString();
        var filters = created.Data.GetProperty("filters");
        Assert.Equal(("refund", "all", false), (filters.GetProperty("tag").GetString(), filters.GetProperty("list").GetString(), filters.TryGetProperty("search", out _)));
        Assert.Empty((await olga.GetAsync("/views")).Data.EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PatchAsync($"/views/{id}", new { name = "Mine" })).Status);
        Assert.Equal("Money", (await ivan.PatchAsync($"/views/{id}", new { name = " Money " })).Data.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await ivan.DeleteAsync($"/views/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ivan.DeleteAsync($"/views/{id}")).Status);
        Assert.Empty((await olga.GetAsync("/audit-log")).Data.EnumerateArray());
    }

    [Fact]
    public async Task A_shared_view_is_changed_by_supervisors_and_seen_by_all()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        var shared = new { name = "Orders", is_shared = true, filters = new { list = "waiting", department_id = "orders" } };

        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.PostAsync("/views", shared)).Status);
        var id = (await olga.PostAsync("/views", shared)).Data.GetProperty("id").GetString();

        Assert.Equal("Orders", Assert.Single((await ivan.GetAsync("/views")).Data.EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.PatchAsync($"/views/{id}", new { name = "Mine" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.DeleteAsync($"/views/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await olga.PatchAsync($"/views/{id}", new { is_shared = false })).Status);
        Assert.Empty((await ivan.GetAsync("/views")).Data.EnumerateArray());
        Assert.Equal(["view.updated", "view.created"], (await olga.GetAsync("/audit-log")).Data.EnumerateArray().Select(e => e.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_name_is_taken_once_whatever_its_case_and_by_each_operator_for_themselves()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        await ivan.PostAsync("/views", Refunds);
        var other = (await ivan.PostAsync("/views", new { name = "Other", filters = new { list = "mine" } })).Data.GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.Conflict, (await ivan.PostAsync("/views", new { name = "REFUNDS", filters = new { list = "mine" } })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ivan.PatchAsync($"/views/{other}", new { name = "refunds" })).Status);
        Assert.Equal(HttpStatusCode.Created, (await olga.PostAsync("/views", Refunds)).Status);
        Assert.Equal(["Other", "Refunds"], (await ivan.GetAsync("/views")).Data.EnumerateArray().Select(v => v.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Bad_names_and_filters_are_refused_and_markup_is_a_text()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();

        foreach (var name in (string?[])[null, "", " \u200b ", new string('a', 10_000), "two\nlines"])
            Assert.NotEmpty((await olga.PostAsync("/views", new { name, filters = new { list = "all" } })).Error("name"));
        Assert.NotEmpty((await olga.PostAsync("/views", new { name = "a" })).Error("filters"));
        foreach (var filters in (object[])[new { list = "everything" }, new { list = "all", tag = new string('a', 41) }, new { list = "all", search = new string('a', 201) }])
            Assert.NotEmpty((await olga.PostAsync("/views", new { name = "a", filters })).Error("filters"));
        Assert.Equal("<img src=x>", (await olga.PostAsync("/views", new { name = "<img src=x>", filters = new { list = "all" } })).Data.GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_operator_has_at_most_fifty()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        for (var i = 0; i < 50; i++) Assert.Equal(HttpStatusCode.Created, (await olga.PostAsync("/views", new { name = $"View {i}", filters = new { list = "all" } })).Status);

        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync("/views", new { name = "One more", filters = new { list = "all" } })).Status);
    }
}
