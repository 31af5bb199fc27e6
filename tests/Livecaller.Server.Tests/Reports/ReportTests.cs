using System.Net;
using System.Text.Json;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Reports;

/// <summary>The reports of a few conversations around a change of clocks, whose answers were worked out by hand.</summary>
public sealed class ReportTests
{
    // In Berlin, 2:00 on March 29 is followed by 3:00.
    private const string Range = "?from=2026-03-28&to=2026-03-30&time_zone=Europe/Berlin";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_day_has_its_figures_by_the_clocks_of_the_time_zone()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, _, _) = await FillAsync(server);

        var days = (await olga.GetAsync("/reports/days" + Range)).Data.GetProperty("days").EnumerateArray().ToList();

        Assert.Equal(["2026-03-28", "2026-03-29", "2026-03-30"], days.Select(d => d.GetProperty("date").GetString()));
        Assert.Equal("started 1, waiting 1: 60 60, first 1: 120 120, closed 0: - -, rated 0: -", Text(days[0]));
        Assert.Equal("started 4, waiting 3: 300 420, first 3: 480 600, closed 2: 5400 7200, rated 1: 5", Text(days[1]));
        Assert.Equal("started 1, waiting 0: - -, first 0: - -, closed 2: 8100 14400, rated 1: 2", Text(days[2]));
    }

    [Fact]
    public async Task The_summary_compares_with_as_many_days_before()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, _, _) = await FillAsync(server);

        var summary = (await olga.GetAsync("/reports/summary?from=2026-03-29&to=2026-03-29&time_zone=Europe/Berlin")).Data;

        Assert.Equal("started 4, waiting 3: 300 420, first 3: 480 600, closed 2: 5400 7200, rated 1: 5", Text(summary, "current"));
        Assert.Equal("started 1, waiting 1: 60 60, first 1: 120 120, closed 0: - -, rated 0: -", Text(summary, "previous"));
        Assert.Equal("Europe/Berlin", summary.GetProperty("range").GetProperty("time_zone").GetString());
    }

    [Fact]
    public async Task Operators_and_departments_have_the_figures_of_their_conversations()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan, sales) = await FillAsync(server);

        var operators = (await olga.GetAsync("/reports/operators" + Range)).Data.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal([olga.Id, null, ivan], operators.Select(o => o.GetProperty("id").GetString()));
        Assert.Equal([true, false, true], operators.Select(o => o.GetProperty("name").ValueKind == JsonValueKind.String));
        Assert.Equal("started 3, waiting 3: 180 300, first 3: 240 600, closed 2: 5400 7200, rated 1: 5", Text(operators[0]));
        Assert.Equal("started 2, waiting 0: - -, first 0: - -, closed 1: 1800 1800, rated 0: -", Text(operators[1]));
        Assert.Equal("started 1, waiting 1: 420 420, first 1: 480 480, closed 1: 14400 14400, rated 1: 2", Text(operators[2]));

        var departments = (await olga.GetAsync("/reports/departments" + Range)).Data.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal([null, "Sales"], departments.Select(d => d.GetProperty("name").GetString()));
        Assert.Equal("started 2, waiting 2: 120 180, first 2: 180 240, closed 2: 5400 7200, rated 1: 5", Text(departments[1]));

        var ofSales = (await olga.GetAsync($"/reports/summary{Range}&department_id={sales}")).Data;
        Assert.Equal(Text(departments[1]), Text(ofSales, "current"));
        var ofIvan = (await olga.GetAsync($"/reports/summary{Range}&operator_id={ivan}")).Data;
        Assert.Equal(Text(operators[2]), Text(ofIvan, "current"));
    }

    [Fact]
    public async Task Hours_are_those_that_the_clocks_showed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, _, _) = await FillAsync(server);

        Assert.Equal(
            "saturday 23: 1, sunday 0: 1, sunday 1: 1, sunday 3: 1, sunday 23: 1, monday 0: 1", string.Join(", ", Hours((await olga.GetAsync("/reports/hours" + Range)).Data)));

        // In October 2:00 to 3:00 is shown twice, and the day has 25 hours.
        await new ReportData(server).Add("2026-10-24T21:59:59Z").Add("2026-10-24T22:00:00Z").Add("2026-10-25T00:30:00Z").Add("2026-10-25T01:30:00Z")
            .Add("2026-10-25T22:59:59Z").Add("2026-10-25T23:00:00Z").StoreAsync();
        const string Sunday = "?from=2026-10-25&to=2026-10-25&time_zone=Europe/Berlin";
        Assert.Equal("sunday 0: 1, sunday 2: 2, sunday 23: 1", string.Join(", ", Hours((await olga.GetAsync("/reports/hours" + Sunday)).Data)));
        Assert.Equal(4, (await olga.GetAsync("/reports/summary" + Sunday)).Data.GetProperty("current").GetProperty("started").GetInt32());
    }

    [Fact]
    public async Task Ratings_are_counted_by_their_stars_and_comments_come_newest_first_in_pages()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, _, _) = await FillAsync(server);
        await new ReportData(server).Add("2026-03-30T10:00:00Z", 1, 2, 3, rating: 4, comment: "Good").StoreAsync();

        var ratings = (await olga.GetAsync("/reports/ratings" + Range)).Data;
        Assert.Equal((3, 3.67, "0,1,0,1,1"), (ratings.GetProperty("count").GetInt32(), ratings.GetProperty("average").GetDouble(),
            string.Join(',', ratings.GetProperty("stars").EnumerateArray().Select(s => s.GetInt32()))));

        var first = await olga.GetAsync($"/reports/comments{Range}&limit=1");
        Assert.True(first.Body.GetProperty("has_more").GetBoolean());
        var good = first.Data.EnumerateArray().Single();
        Assert.Equal(("Good", 4, "Ana"), (good.GetProperty("comment").GetString(), good.GetProperty("rating").GetInt32(), good.GetProperty("visitor").GetString()));
        var second = await olga.GetAsync($"/reports/comments{Range}&limit=1&before={good.GetProperty("conversation_id").GetString()}");
        Assert.False(second.Body.GetProperty("has_more").GetBoolean());
        Assert.Equal("=1+1", second.Data.EnumerateArray().Single().GetProperty("comment").GetString());
    }

    [Fact]
    public async Task A_time_without_conversations_has_days_and_no_figures()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, _, _) = await FillAsync(server);
        const string Nothing = "?from=2026-04-05&to=2026-04-06&time_zone=Europe/Berlin";
        const string None = "started 0, waiting 0: - -, first 0: - -, closed 0: - -, rated 0: -";

        Assert.Equal([None, None], (await olga.GetAsync("/reports/days" + Nothing)).Data.GetProperty("days").EnumerateArray().Select(d => Text(d)));
        var summary = (await olga.GetAsync("/reports/summary" + Nothing)).Data;
        Assert.Equal((None, None), (Text(summary, "current"), Text(summary, "previous")));
        Assert.Equal(0, (await olga.GetAsync("/reports/operators" + Nothing)).Data.GetProperty("groups").GetArrayLength());
        Assert.Empty(Hours((await olga.GetAsync("/reports/hours" + Nothing)).Data));
        Assert.Equal(JsonValueKind.Null, (await olga.GetAsync("/reports/ratings" + Nothing)).Data.GetProperty("average").ValueKind);
        Assert.Equal(0, (await olga.GetAsync("/reports/comments" + Nothing)).Data.GetArrayLength());
    }

    [Fact]
    public async Task Of_a_single_conversation_median_and_percentile_are_its_own_time()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await new ReportData(server).Add("2026-05-05T12:00:00Z", 0.5, 1.25, 20, assignee: olga.Id).StoreAsync();

        var summary = (await olga.GetAsync("/reports/summary?from=2026-05-05&to=2026-05-05")).Data;

        Assert.Equal("started 1, waiting 1: 30 30, first 1: 75 75, closed 1: 1200 1200, rated 0: -", Text(summary, "current"));
    }

    [Fact]
    public async Task The_ninetieth_percentile_is_a_time_that_nine_of_ten_did_not_exceed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var data = new ReportData(server);
        foreach (var minutes in (int[])[7, 1, 10, 3, 5, 2, 9, 4, 8, 6]) data.Add("2026-05-05T12:00:00Z", minutes, minutes);
        await data.StoreAsync();
        const string Day = "/reports/summary?from=2026-05-05&to=2026-05-05";
        Assert.Contains("first 10: 330 540", Text((await olga.GetAsync(Day)).Data, "current"), StringComparison.Ordinal);

        await data.Add("2026-05-05T12:00:00Z", 11, 11).StoreAsync();
        Assert.Contains("first 11: 360 600", Text((await olga.GetAsync(Day)).Data, "current"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_report_is_there_as_a_table_in_which_no_text_runs_as_a_formula()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, _, _) = await FillAsync(server);
        Assert.Equal(HttpStatusCode.OK, (await olga.PatchAsync("/me", new { name = "@SUM(A1)" })).Status);

        foreach (var name in (string[])["summary", "days", "operators", "departments", "hours", "ratings", "comments", "availability"])
        {
            var response = await olga.Client.GetAsync($"/v1/operator/reports/{name}.csv{Range}", Cancelled);
            Assert.Equal(("text/csv", HttpStatusCode.OK), (response.Content.Headers.ContentType?.MediaType, response.StatusCode));
            Assert.Equal($"report-{name}.csv", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        }

        var days = (await olga.Client.GetStringAsync("/v1/operator/reports/days.csv" + Range, Cancelled)).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("date,started,closed,waiting_median,waiting_p90,first_response_median,first_response_p90,resolution_median,resolution_p90,rated,rating_average", days[0]);
        Assert.Equal("2026-03-28,1,0,60,60,120,120,,,0,", days[1]);
        Assert.Contains(",5,\"'=1+1\",\"Ana\",", await olga.Client.GetStringAsync("/v1/operator/reports/comments.csv" + Range, Cancelled), StringComparison.Ordinal);
        Assert.Contains(",\"'@SUM(A1)\",", await olga.Client.GetStringAsync("/v1/operator/reports/operators.csv" + Range, Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=2026-03-30&to=2026-03-29", "to", "is before the first one")]
    [InlineData("from=2025-03-29&to=2026-03-30", "to", "Expected at most 366 days, received 367.")]
    [InlineData("from=2026-02-30", "from", "received '2026-02-30'")]
    [InlineData("to=tomorrow", "to", "Expected a day such as")]
    [InlineData("from=0001-01-01", "from", "Expected a day from 2000-01-01 to 2100-12-31")]
    [InlineData("to=9999-12-31", "to", "Expected a day from 2000-01-01 to 2100-12-31")]
    [InlineData("time_zone=Mars/Olympus", "time_zone", "Expected an IANA time zone such as Europe/Berlin, received 'Mars/Olympus'.")]
    [InlineData("time_zone=", "time_zone", "Expected an IANA time zone")]
    [InlineData("time_zone=../../etc/passwd", "time_zone", "Expected an IANA time zone")]
    public async Task A_bad_range_says_what_is_wrong(string query, string field, string reason)
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();

        foreach (var report in (string[])["summary", "days", "operators", "departments", "hours", "ratings", "comments", "availability", "days.csv"])
        {
            var answer = await olga.GetAsync($"/reports/{report}?{query}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains(reason, answer.Error(field), StringComparison.Ordinal);
        }

        if (field == "time_zone") Assert.Equal(HttpStatusCode.UnprocessableEntity, (await olga.GetAsync("/reports/live?" + query)).Status);
    }

    [Fact]
    public async Task A_filter_is_a_value_and_never_a_part_of_the_query()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, _, _) = await FillAsync(server);

        foreach (var filter in (string[])["department_id=x' OR 1=1 --", "operator_id=' OR ''='", "operator_id=" + Guid.NewGuid()])
        {
            var answer = await olga.GetAsync($"/reports/days{Range}&{filter}");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.All(answer.Data.GetProperty("days").EnumerateArray(), day => Assert.StartsWith("started 0,", Text(day), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Reports_are_for_supervisors()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (ivan, sara) = (await server.NewOperatorAsync("ivan"), await server.NewOperatorAsync("sara", LivecallerRoles.Supervisor));

        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.GetAsync("/reports/summary")).Status);
        Assert.Equal(HttpStatusCode.OK, (await sara.GetAsync("/reports/summary")).Status);
    }

    private static async Task<(Caller Olga, string Ivan, string Sales)> FillAsync(LivecallerServer server)
    {
        var (olga, ivan) = (await server.OperatorAsync(), (await server.NewOperatorAsync("ivan")).Id);
        var sales = (await olga.PostAsync("/departments", new { widget_id = LivecallerServer.Widget, display_name = "Sales" })).Data.GetProperty("id").GetString()!;
        await new ReportData(server)
            // Saturday 23:30. It is closed and rated on Sunday.
            .Add("2026-03-28T22:30:00Z", 1, 2, 60, rating: 5, comment: "=1+1", rated: 61, department: sales, assignee: olga.Id)
            // Sunday 0:30, and from 1:30 to 3:30 there is one hour only.
            .Add("2026-03-28T23:30:00Z", 3, 4, 120, department: sales, assignee: olga.Id)
            .Add("2026-03-29T00:30:00Z", 5, 10, assignee: olga.Id)
            // Sunday 3:30. Nobody takes it.
            .Add("2026-03-29T01:30:00Z")
            // The last minute of Sunday, and the first of Monday.
            .Add("2026-03-29T21:59:00Z", 7, 8, 240, rating: 2, assignee: ivan)
            .Add("2026-03-29T22:00:00Z", closed: 30)
            .StoreAsync();
        return (olga, ivan, sales);
    }

    private static IEnumerable<string> Hours(JsonElement report) => report.GetProperty("weekdays").EnumerateArray()
        .OrderBy(day => day.GetProperty("day").GetString() switch { "saturday" => 0, "sunday" => 1, _ => 2 })
        .SelectMany(day => day.GetProperty("started").EnumerateArray().Select((count, hour) => (Day: day.GetProperty("day").GetString(), Hour: hour, Count: count.GetInt32())))
        .Where(cell => cell.Count > 0).Select(cell => FormattableString.Invariant($"{cell.Day} {cell.Hour}: {cell.Count}"));

    private static string Text(JsonElement entry, string member = "figures")
    {
        var figures = entry.GetProperty(member);
        return $"started {figures.GetProperty("started")}, waiting {Durations("waiting")}, first {Durations("first_response")}, "
            + $"closed {Durations("resolution")}, rated {figures.GetProperty("rated")}: {Value(figures.GetProperty("rating_average"))}";

        string Durations(string name)
        {
            var durations = figures.GetProperty(name);
            return $"{durations.GetProperty("count")}: {Value(durations.GetProperty("median_seconds"))} {Value(durations.GetProperty("p90_seconds"))}";
        }
    }

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "-" : value.GetRawText();
}
