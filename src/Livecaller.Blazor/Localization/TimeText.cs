using System.Globalization;
using Livecaller.Blazor.Chat;
using Livecaller.Time;

namespace Livecaller.Blazor.Localization;

/// <summary>Formats times and dates.</summary>
internal static class TimeText
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    /// <summary>How long ago it was, and when that reads differently.</summary>
    public static ElapsedTime Of(DateTimeOffset then, ChatContext context)
    {
        var (age, texts) = (context.Now - then, context.Texts);

        // The heading shows the day, so the time of day is more useful than "3 days ago".
        if (age >= TimeSpan.FromDays(1)) return new(context.Formats.Clock(then, context), DateTimeOffset.MaxValue);

        var format = RelativeTimeFormat.For(texts.SpokenLanguage, numeric: RelativeTimeNumeric.Auto, timeProvider: context.Time);

        // Seconds aren't counted. The server's clock can be ahead of this one, so times in the future are "now" too.
        return age < Recent ? new(format.Format(0, RelativeTimeUnit.Second), then + Recent) : format.FormatElapsed(then);
    }

    /// <summary>When it was, for a list: "5 minutes ago", the time of today, "yesterday", or the date.</summary>
    public static string Relative(DateTimeOffset then, ChatContext context)
    {
        var (day, today) = (DayOf(then, context.Zone), DayOf(context.Now, context.Zone));
        if (day >= today) return Of(then, context).Text;
        return Day(day, context);
    }

    /// <summary>Returns the full date and time.</summary>
    public static string Exact(DateTimeOffset then, ChatContext context) => context.Formats.Exact(then, context);

    /// <summary>The machine-readable form.</summary>
    public static string Machine(DateTimeOffset then) => then.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day as a heading: today, yesterday, or its date.</summary>
    public static string Day(DateOnly day, ChatContext context)
    {
        var today = DayOf(context.Now, context.Zone);
        if (day == today) return context.Texts[TextKeys.Today];
        if (day == today.AddDays(-1)) return context.Texts[TextKeys.Yesterday];
        return context.Formats.Date(day, day.Year != today.Year, context);
    }

    public static DateOnly DayOf(DateTimeOffset time, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    /// <summary>How long the headings hold: until midnight, which the days on which clocks are changed have at another time.</summary>
    public static TimeSpan UntilMidnight(ChatContext context)
    {
        var now = TimeZoneInfo.ConvertTime(context.Now, context.Zone);
        var midnight = now.Date.AddDays(1);
        // Where the clocks jump over it, the day begins where they land.
        while (context.Zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, context.Zone.GetUtcOffset(midnight)) - now;
    }
}
