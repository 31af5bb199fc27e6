using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Screens;

/// <summary>The days and times that a visitor can choose for a call, by the visitor's clock and in the visitor's language.</summary>
internal sealed class CallbackTimes(ChatContext context)
{
    private const int DayCount = 14;
    private const int Afternoon = 15;
    private const int Morning = 9;

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);

    private DateOnly Today => TimeText.DayOf(context.Now, context.Zone);

    /// <summary>Today at 15:00; null if that has passed.</summary>
    public DateTimeOffset? ThisAfternoon => At(Today.ToDateTime(new(Afternoon, 0))) is var at && at > context.Now ? at : null;

    /// <summary>Tomorrow at 9:00.</summary>
    public DateTimeOffset TomorrowMorning => At(Today.AddDays(1).ToDateTime(new(Morning, 0)));

    /// <summary>The days that have times left, from today on.</summary>
    public IReadOnlyList<(DateOnly Day, string Text)> Days() =>
        [.. Enumerable.Range(0, DayCount).Select(Today.AddDays).Where(day => On(day).Count > 0).Select(day => (day, TextOf(day)))];

    /// <summary>The half hours of a day that haven't passed.</summary>
    public IReadOnlyList<(DateTimeOffset At, string Text)> On(DateOnly day)
    {
        var times = new List<(DateTimeOffset, string)>();
        for (var local = day.ToDateTime(default); DateOnly.FromDateTime(local) == day; local += Step)
        {
            if (context.Zone.IsInvalidTime(local) || At(local) is var at && at <= context.Now) continue;
            times.Add((at, context.Formats.Clock(at, context)));
        }

        return times;
    }

    private string TextOf(DateOnly day) =>
        day == Today ? context.Texts[TextKeys.Today] : $"{context.Formats.Weekday(day, context)} · {context.Formats.Date(day, withYear: false, context)}";

    // An hour that the visitor's clock leaves out in spring is the next one.
    private DateTimeOffset At(DateTime local)
    {
        if (context.Zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, context.Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
