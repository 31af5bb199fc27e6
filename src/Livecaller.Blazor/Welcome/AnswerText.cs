using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Time;

namespace Livecaller.Blazor.Welcome;

/// <summary>How long an answer takes, in words: "in 5 minutes".</summary>
internal static class AnswerText
{
    private const int MaxDays = 7;

    // What is known of the past says no more about the minute.
    private static readonly int[] Minutes = [1, 2, 3, 4, 5, 10, 15, 20, 30, 45];

    /// <summary>"Usually answers in 5 minutes"; null where nobody knows, or it takes more than a week.</summary>
    public static string? Usual(ChatContext context) =>
        context.Availability?.AnswerSeconds is { } seconds && In(seconds, context) is { } span ? context.Texts.Format(TextKeys.AnswersIn, span) : null;

    /// <summary>When an answer is likely for a place in line, in words; null where nobody knows.</summary>
    public static string? Likely(int? place, ChatContext context) =>
        context.Availability?.PlaceSeconds is { } seconds && place is > 0 ? In(seconds * (double)place.Value, context) : null;

    /// <summary>A time span from now, in words. At least a minute; null for more than a week.</summary>
    public static string? In(double seconds, ChatContext context)
    {
        if (!double.IsFinite(seconds) || seconds < 0) return null;
        var minutes = seconds / 60;
        var format = RelativeTimeFormat.For(context.Texts.SpokenLanguage, timeProvider: context.Time);
        foreach (var step in Minutes)
        {
            if (minutes <= step) return format.Format(step, RelativeTimeUnit.Minute);
        }

        if (minutes <= 23 * 60) return format.Format(Math.Ceiling(minutes / 60), RelativeTimeUnit.Hour);
        var days = Math.Ceiling(minutes / (24 * 60));
        return days <= MaxDays ? format.Format(days, RelativeTimeUnit.Day) : null;
    }
}
