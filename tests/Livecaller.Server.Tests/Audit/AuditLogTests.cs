using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Audit;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Audit;

/// <summary>The log of administrative acts.</summary>
public sealed class AuditLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 8, 0, 0, TimeSpan.Zero);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_has_the_values_before_and_after_of_what_was_changed_only()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan");
        var key = await server.KeyAsync(olga, "operators");

        await key.PatchAsync($"/operators/{ivan.Id}", new { role = "supervisor" });

        var entry = (await olga.GetAsync("/audit-log?action=operator.updated")).Data[0];
        Assert.Equal(("""{"role":"operator"}""", """{"role":"supervisor"}"""), (entry.GetProperty("before").ToString(), entry.GetProperty("after").ToString()));
        Assert.Equal(("api_key", "robot"), (entry.GetProperty("actor").GetProperty("via").GetString(), entry.GetProperty("actor").GetProperty("api_key").GetString()));
        Assert.Equal("ivan", entry.GetProperty("target").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Entries_are_filtered_by_actor_action_and_time_and_read_in_pages()
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await LivecallerServer.StartAtAsync(time);
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan", LivecallerRoles.Administrator);
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await (i % 2 == 0 ? olga : ivan).PatchAsync($"/widgets/{LivecallerServer.Widget}", new { name = $"Shop {i}" });
        }

        await olga.PostAsync("/departments", new { widget_id = LivecallerServer.Widget, display_name = "Orders" });

        async Task<string[]> NamesAsync(string query) => [.. (await olga.GetAsync("/audit-log" + query)).Data.EnumerateArray().Select(e => e.GetProperty("target").GetProperty("name").GetString()!)];

        Assert.Equal(["Orders", "Shop 4", "Shop 3", "Shop 2", "Shop 1", "Shop 0"], await NamesAsync(""));
        Assert.Equal(["Shop 3", "Shop 1"], await NamesAsync($"?actor={ivan.Id}"));
        Assert.Equal(["Orders"], await NamesAsync("?action=department."));
        Assert.Equal(["Shop 2", "Shop 1"], await NamesAsync("?from=2026-11-29T08:02:00Z&to=2026-11-29T08:04:00Z"));
        var first = await olga.GetAsync("/audit-log?action=widget.updated&limit=2");
        Assert.True(first.Body.GetProperty("has_more").GetBoolean());
        Assert.Equal(["Shop 2", "Shop 1"], await NamesAsync($"?action=widget.updated&limit=2&before={first.Data[1].GetProperty("id").GetString()}"));
        Assert.NotEmpty((await olga.GetAsync("/audit-log?from=yesterday")).Error("from"));
        Assert.NotEmpty((await olga.GetAsync("/audit-log?limit=501")).Error("limit"));
    }

    [Fact]
    public async Task The_table_for_spreadsheets_has_every_entry_and_no_formula()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await using (var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct))
        {
            for (var i = 0; i < 1200; i++) server.Get<AuditLog>().Add(db, AuditActor.Command, new("widget.updated", "shop", "=HYPERLINK(\"https://evil.example\")"));
            await db.SaveChangesAsync(_ct);
        }

        using var answer = await olga.Client.GetAsync("/v1/operator/audit-log.csv", _ct);
        var lines = (await answer.Content.ReadAsStringAsync(_ct)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((AuditCsv.Header.Trim(), 1201, 1200), (lines[0], lines.Length, lines.Distinct().Count() - 1));
        Assert.All(lines.Skip(1), line => Assert.Contains(",\"'=HYPERLINK(\"\"https://evil.example\"\")\",", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Orders", "\"Orders\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  @SUM(A1)", "\"'  @SUM(A1)\"")]
    [InlineData("+49 30 1", "\"'+49 30 1\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\u202E=1+1", "\"'=1+1\"")]
    [InlineData("＝1+1", "\"'＝1+1\"")]
    [InlineData("a\",=1", "\"a\"\",=1\"")]
    [InlineData(null, "\"\"")]
    public void A_field_is_quoted_and_never_runs(string? text, string expected) => Assert.Equal(expected, Csv.Field(text));

    [Fact]
    public void A_long_value_is_cut()
    {
        var (before, after) = AuditDetails.Difference(AuditDetails.Of(("name", "a"), ("same", 1)), AuditDetails.Of(("name", new string('b', 5000)), ("same", 1)));

        Assert.Equal(["name"], before.Select(m => m.Key));
        Assert.Equal(501, ((string?)after["name"])!.Length);
    }
}
