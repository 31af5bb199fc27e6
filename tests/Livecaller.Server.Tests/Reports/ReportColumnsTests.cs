using System.Net;
using System.Text.Json;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Reports;

/// <summary>What the reports read is stored with what happens.</summary>
public sealed class ReportColumnsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_first_answer_and_the_first_operator_of_a_conversation_count()
    {
        var time = new FakeTimeProvider(Monday);
        await using var server = await LivecallerServer.StartAtAsync(time);
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync();

        Advance(time, 1);
        await olga.PostAsync($"/conversations/{id}/claim");
        Advance(time, 1);
        await SayAsync(olga, id);
        Advance(time, 1);
        await SayAsync(visitor, id);
        await SayAsync(olga, id);
        var ivan = await server.NewOperatorAsync("ivan");
        await olga.PostAsync($"/conversations/{id}/transfer", new { operator_id = ivan.Id });
        Advance(time, 1);
        await ivan.PostAsync($"/conversations/{id}/close");
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync($"/conversations/{id}/feedback", new { rating = 4, comment = "Thanks" })).Status);

        // The answer takes this one, in the same transaction.
        var second = await visitor.StartAsync();
        Advance(time, 5);
        await SayAsync(olga, second);

        var figures = (await olga.GetAsync("/reports/summary")).Data.GetProperty("current");
        Assert.Equal((2, 1, 1), (figures.GetProperty("started").GetInt32(), figures.GetProperty("closed").GetInt32(), figures.GetProperty("rated").GetInt32()));
        // 1 and 5 minutes, 2 and 5 minutes, 4 minutes.
        Assert.Equal((180, 300), Durations(figures, "waiting"));
        Assert.Equal((210, 300), Durations(figures, "first_response"));
        Assert.Equal((240, 240), Durations(figures, "resolution"));
        Assert.Equal("Thanks", (await olga.GetAsync("/reports/comments")).Data.EnumerateArray().Single().GetProperty("comment").GetString());
    }

    [Fact]
    public async Task The_live_figures_tell_who_waits_and_who_is_there()
    {
        var time = new FakeTimeProvider(Monday);
        await using var server = await LivecallerServer.StartAtAsync(time);
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var ivan = await server.NewOperatorAsync("ivan");
        await ivan.PatchAsync("/me", new { availability = "away" });
        await visitor.StartAsync();
        var taken = await visitor.StartAsync();
        Advance(time, 3);
        await visitor.StartAsync();
        await SayAsync(olga, taken);

        var live = (await olga.GetAsync("/reports/live?time_zone=Europe/Berlin")).Data;

        Assert.Equal((2, 1, 1, 3), (live.GetProperty("waiting").GetInt32(), live.GetProperty("active").GetInt32(),
            live.GetProperty("operators_online").GetInt32(), live.GetProperty("today").GetProperty("started").GetInt32()));
        Assert.Equal(Monday, live.GetProperty("longest_wait_since").GetDateTimeOffset());
        Advance(time, 7);
        // Asked before this call is noted as a use of the session.
        Assert.Equal(1, (await olga.GetAsync("/reports/live")).Data.GetProperty("operators_online").GetInt32());
    }

    [Fact]
    public async Task An_operator_is_online_while_a_session_is_used_and_no_longer_when_away()
    {
        var time = new FakeTimeProvider(Monday);
        await using var server = await LivecallerServer.StartAtAsync(time);
        var olga = await server.OperatorAsync();

        // 9:00 to 9:30, then a break without a sign of use, then 10:00 to 10:12.
        for (var i = 0; i < 5; i++)
        {
            Advance(time, 6);
            await olga.GetAsync("/me");
        }

        Advance(time, 30);
        await olga.GetAsync("/me");
        Advance(time, 6);
        await olga.GetAsync("/me");
        Advance(time, 6);
        await olga.PatchAsync("/me", new { availability = "away" });
        Advance(time, 6);
        await olga.GetAsync("/me");
        // Another day, from 8:00 on, until 8:06.
        time.SetUtcNow(Monday.AddHours(23));
        olga = await server.OperatorAsync();
        await olga.PatchAsync("/me", new { availability = "online" });
        Advance(time, 6);
        await olga.GetAsync("/me");

        var report = (await olga.GetAsync("/reports/availability?from=2026-03-01&to=2026-03-04")).Data.GetProperty("operators").EnumerateArray().Single();

        Assert.Equal((olga.Id, (30 + 12 + 6) * 60), (report.GetProperty("id").GetString(), report.GetProperty("online_seconds").GetInt32()));
        Assert.Equal("2026-03-02 2520, 2026-03-03 360", string.Join(", ", report.GetProperty("days").EnumerateArray().Select(d => $"{d.GetProperty("date")} {d.GetProperty("online_seconds")}")));
        // On Kiritimati, 14 hours ahead, it is midnight at 10:00.
        var elsewhere = (await olga.GetAsync("/reports/availability?from=2026-03-01&to=2026-03-04&time_zone=Pacific/Kiritimati")).Data.GetProperty("operators").EnumerateArray().Single();
        Assert.Equal("2026-03-02 1800, 2026-03-03 1080", string.Join(", ", elsewhere.GetProperty("days").EnumerateArray().Select(d => $"{d.GetProperty("date")} {d.GetProperty("online_seconds")}")));
    }

    private static (double Median, double P90) Durations(JsonElement figures, string name) =>
        (figures.GetProperty(name).GetProperty("median_seconds").GetDouble(), figures.GetProperty(name).GetProperty("p90_seconds").GetDouble());

    private static Task<Answer> SayAsync(Caller who, string id) => who.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "text" });

    private static void Advance(FakeTimeProvider time, int minutes) => time.Advance(TimeSpan.FromMinutes(minutes));
}
