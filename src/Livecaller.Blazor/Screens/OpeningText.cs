using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Screens;

/// <summary>When somebody is there again, in the visitor's time zone and language.</summary>
internal static class OpeningText
{
    private const int Week = 6;

    /// <summary>"Opens Monday at 9:00"; null where nobody knows.</summary>
    public static string? Of(DateTimeOffset? next, ChatContext context)
    {
        if (next is not { } time || time <= context.Now) return null;
        var (day, today) = (TimeText.DayOf(time, context.Zone), TimeText.DayOf(context.Now, context.Zone));
        var clock = context.Formats.Clock(time, context);
        if (day == today) return context.Texts.Format(TextKeys.OpensToday, clock);
        var name = day.DayNumber - today.DayNumber <= Week ? context.Formats.Weekday(day, context) : context.Formats.Date(day, withYear: false, context);
        return context.Texts.Format(TextKeys.OpensOn, name, clock);
    }

    /// <summary>When the first of all closed departments opens.</summary>
    public static string? Of(WidgetConfiguration widget, ChatContext context) =>
        Of(widget.Departments.Where(d => d.NextOpen > context.Now).Min(d => d.NextOpen), context);
}
