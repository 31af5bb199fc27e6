using System.Net;
using System.Text.Json;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Availability;

public sealed class AvailabilityTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Visitors_see_who_is_there_without_an_address_and_for_as_long_as_they_are()
    {
        var time = new FakeTimeProvider(Monday);
        await using var server = await LivecallerServer.StartAtAsync(time);
        var visitor = await server.VisitorAsync();
        Assert.Empty(Operators(await visitor.GetAsync("/availability")));

        await server.OperatorAsync();
        // What was asked a moment ago is kept for half a minute.
        Assert.Empty(Operators(await visitor.GetAsync("/availability")));
        time.Advance(TimeSpan.FromSeconds(31));
        var seen = await visitor.GetAsync("/availability");

        var olga = Assert.Single(Operators(seen));
        Assert.Equal(["avatar_url", "id", "name"], olga.EnumerateObject().Select(p => p.Name).Order());
        Assert.DoesNotContain(LivecallerServer.Email, seen.Data.GetRawText(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(7));
        Assert.Empty(Operators(await visitor.GetAsync("/availability")));
    }

    [Fact]
    public async Task The_time_of_an_answer_is_the_median_of_the_last_conversations_and_is_unknown_for_few()
    {
        var time = new FakeTimeProvider(Monday);
        await using var server = await LivecallerServer.StartAtAsync(time);
        var olga = await server.OperatorAsync();
        var visitor = await server.VisitorAsync();
        foreach (var minutes in (int[])[1, 2])
        {
            await AnswerAsync(visitor, olga, time, TimeSpan.FromMinutes(minutes));
        }

        Assert.Equal(JsonValueKind.Null, (await visitor.GetAsync("/availability")).Data.GetProperty("answer_seconds").ValueKind);
        await AnswerAsync(visitor, olga, time, TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromMinutes(6));

        var data = (await visitor.GetAsync("/availability")).Data;

        Assert.Equal(120, data.GetProperty("answer_seconds").GetInt32());
        // Fewer than three answers within the hour: nothing else is known of the line.
        Assert.Equal(120, data.GetProperty("place_seconds").GetInt32());
    }

    [Fact]
    public async Task Conversations_that_begin_outside_of_the_hours_say_nothing_of_the_time()
    {
        // A Monday at 9: the department opens at noon.
        var time = new FakeTimeProvider(Monday);
        await using var server = await LivecallerServer.StartAtAsync(time);
        var olga = await server.OperatorAsync();
        var department = (await olga.PostAsync("/departments", new
        {
            widget_id = LivecallerServer.Widget,
            display_name = "Sales",
            time_group = new { timezone = "UTC", opening_hours = new[] { new { day = "monday", from = "12:00", to = "18:00" } } },
        })).Data.GetProperty("id").GetString()!;
        var visitor = await server.VisitorAsync();
        for (var i = 0; i < 3; i++) await AnswerAsync(visitor, olga, time, TimeSpan.FromMinutes(30), department);

        Assert.Equal(JsonValueKind.Null, (await visitor.GetAsync("/availability")).Data.GetProperty("answer_seconds").ValueKind);
    }

    [Theory]
    [InlineData(new[] { 10, 20 }, null)]
    [InlineData(new[] { 30, 10, 20 }, 20)]
    [InlineData(new[] { 10, 20, 30, 40 }, 25)]
    [InlineData(new[] { -5, -5, -5 }, 0)]
    public void The_median_of_few_is_unknown_and_never_negative(int[] seconds, int? median) =>
        Assert.Equal(median, Server.Availability.AnswerTimes.Median([.. seconds.Select(s => TimeSpan.FromSeconds(s))]));

    [Fact]
    public void A_place_takes_what_lies_between_two_answers_but_no_longer_than_an_answer()
    {
        DateTimeOffset[] busy = [Monday, Monday.AddSeconds(30), Monday.AddSeconds(60)];
        DateTimeOffset[] calm = [Monday, Monday.AddMinutes(20), Monday.AddMinutes(40)];

        Assert.Equal(30, Server.Availability.AnswerTimes.Place(300, busy));
        Assert.Equal(300, Server.Availability.AnswerTimes.Place(300, calm));
        Assert.Null(Server.Availability.AnswerTimes.Place(null, busy));
    }

    [Fact]
    public async Task A_widget_that_does_not_exist_has_nobody()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/v1/widget/availability?widget_id=none", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static IReadOnlyList<JsonElement> Operators(Answer answer) => [.. answer.Data.GetProperty("operators").EnumerateArray()];

    private static async Task AnswerAsync(Caller visitor, Caller olga, FakeTimeProvider time, TimeSpan after, string? department = null)
    {
        var id = (await visitor.PostAsync("/conversations", new { department_id = department, message = new { id = Caller.NewId(), content = "Hello" } }))
            .Data.GetProperty("id").GetString();
        time.Advance(after);
        Assert.Equal(HttpStatusCode.Created, (await olga.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Hi" })).Status);
        await visitor.PostAsync($"/conversations/{id}/close");
    }
}
