using Livecaller.Protocol;
using Livecaller.Server.Departments;

namespace Livecaller.Server.Tests.Departments;

public sealed class OpeningTimesTests
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static TimeGroup Berlin(params (string Day, string From, string To)[] spans) => In("Europe/Berlin", spans);

    private static TimeGroup In(string zone, params (string Day, string From, string To)[] spans) =>
        new() { Timezone = zone, OpeningHours = [.. spans.Select(s => new OpeningHours { Day = s.Day, From = s.From, To = s.To })] };

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", null);

    private static void Expect(TimeGroup? hours, string now, bool isOpen, string? nextOpen, string? nextClose) => Assert.Equal(
        (isOpen, nextOpen is null ? null : Utc(nextOpen), nextClose is null ? (DateTimeOffset?)null : Utc(nextClose)), OpeningTimes.At(hours, Utc(now)));

    [Fact]
    public void Without_hours_it_is_always_open()
    {
        Expect(null, "2026-03-02T03:00", true, null, null);
        Expect(Berlin(), "2026-03-02T03:00", true, null, null);
    }

    [Fact]
    public void It_opens_and_closes_by_the_clocks_of_its_zone()
    {
        // 2026-03-02 is a Monday; Berlin is an hour ahead.
        var hours = Berlin(("monday", "09:00", "12:00"), ("monday", "13:30", "18:00"), ("tuesday", "09:00", "18:00"));
        Expect(hours, "2026-03-02T07:59", false, "2026-03-02T08:00", null);
        Expect(hours, "2026-03-02T08:00", true, null, "2026-03-02T11:00");
        Expect(hours, "2026-03-02T11:00", false, "2026-03-02T12:30", null);
        Expect(hours, "2026-03-02T16:59", true, null, "2026-03-02T17:00");
        Expect(hours, "2026-03-02T17:00", false, "2026-03-03T08:00", null);
        Expect(hours, "2026-03-03T20:00", false, "2026-03-09T08:00", null);
    }

    [Fact]
    public void A_span_over_midnight_belongs_to_the_day_on_which_it_begins()
    {
        var hours = Berlin(("saturday", "22:00", "02:00"));
        Expect(hours, "2026-03-07T20:59", false, "2026-03-07T21:00", null);
        Expect(hours, "2026-03-07T23:30", true, null, "2026-03-08T01:00");
        Expect(hours, "2026-03-08T00:59", true, null, "2026-03-08T01:00");
        Expect(hours, "2026-03-08T01:00", false, "2026-03-14T21:00", null);
    }

    [Fact]
    public void Midnight_closes_nothing_that_goes_on_after_it()
    {
        var hours = In("UTC", ("monday", "20:00", "24:00"), ("tuesday", "00:00", "06:00"), ("tuesday", "05:00", "07:00"));
        Expect(hours, "2026-03-02T21:00", true, null, "2026-03-03T07:00");
    }

    [Fact]
    public void Around_the_clock_it_never_closes()
    {
        var hours = Berlin([.. Days.Select(day => (day, "00:00", "24:00"))]);
        foreach (var now in (string[])["2026-03-02T03:00", "2026-03-29T00:30", "2026-10-25T00:30"]) Expect(hours, now, true, null, null);
    }

    [Fact]
    public void In_spring_a_day_has_an_hour_less()
    {
        // On 2026-03-29 Berlin goes from 02:00 to 03:00, at 01:00 UTC.
        var hours = Berlin(("saturday", "20:00", "08:00"), ("sunday", "09:00", "18:00"));
        Expect(hours, "2026-03-28T20:00", true, null, "2026-03-29T06:00");
        Expect(hours, "2026-03-29T06:30", false, "2026-03-29T07:00", null);
        Expect(hours, "2026-03-29T15:59", true, null, "2026-03-29T16:00");
    }

    [Theory]
    [InlineData("02:00")]
    [InlineData("02:30")]
    [InlineData("03:00")]
    public void A_time_that_the_clocks_skip_is_when_they_skip_it(string time)
    {
        Expect(Berlin(("sunday", time, "05:00")), "2026-03-29T00:30", false, "2026-03-29T01:00", null);
        Expect(Berlin(("sunday", "01:00", time)), "2026-03-29T00:30", true, null, "2026-03-29T01:00");
    }

    [Fact]
    public void A_span_within_the_skipped_hour_does_not_come() =>
        Expect(Berlin(("sunday", "02:10", "02:50")), "2026-03-29T00:30", false, "2026-04-05T00:10", null);

    [Fact]
    public void In_autumn_a_day_has_an_hour_more_and_a_time_that_comes_twice_begins_early_and_ends_late()
    {
        // On 2026-10-25 Berlin goes from 03:00 back to 02:00, at 01:00 UTC.
        Expect(Berlin(("saturday", "20:00", "08:00")), "2026-10-24T19:00", true, null, "2026-10-25T07:00");
        Expect(Berlin(("sunday", "02:30", "05:00")), "2026-10-25T00:00", false, "2026-10-25T00:30", null);
        Expect(Berlin(("sunday", "01:00", "02:30")), "2026-10-25T00:45", true, null, "2026-10-25T01:30");
        Expect(Berlin(("sunday", "09:00", "10:00")), "2026-10-25T07:30", false, "2026-10-25T08:00", null);
    }

    [Fact]
    public void Other_zones_have_other_changes()
    {
        // Lord Howe changes by half an hour, on 2026-04-05 at 02:00 local time; Tbilisi never does.
        Expect(In("Australia/Lord_Howe", ("sunday", "01:00", "04:00")), "2026-04-04T14:30", true, null, "2026-04-04T17:30");
        Expect(In("Asia/Tbilisi", ("sunday", "09:00", "18:00")), "2026-03-29T04:59", false, "2026-03-29T05:00", null);
    }
}
