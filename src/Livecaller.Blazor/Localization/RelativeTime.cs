using System.Globalization;

namespace Livecaller.Blazor.Localization;

/// <summary>A time as people say it.</summary>
/// <param name="Text">The words.</param>
/// <param name="ChangesIn">When the words will next be others; null when they stay.</param>
internal readonly record struct RelativeTime(string Text, TimeSpan? ChangesIn)
{
    public static RelativeTime Of(DateTimeOffset then, DateTimeOffset now, ChatTexts texts, TimeZoneInfo zone)
    {
        // The server's clock may be ahead of this one: what is in the future is just now.
        var age = now - then;
        if (age < TimeSpan.FromMinutes(1)) return new(texts[TextKeys.JustNow], TimeSpan.FromMinutes(1) - Max(age, TimeSpan.Zero));
        if (age < TimeSpan.FromHours(1))
        {
            var minutes = (long)age.TotalMinutes;
            return new(texts.Plural(TextKeys.MinutesAgo, minutes), TimeSpan.FromMinutes(minutes + 1) - age);
        }

        if (age < TimeSpan.FromDays(1))
        {
            var hours = (long)age.TotalHours;
            return new(texts.Plural(TextKeys.HoursAgo, hours), TimeSpan.FromHours(hours + 1) - age);
        }

        return new(TimeZoneInfo.ConvertTime(then, zone).ToString("t", texts.Culture), null);
    }

    /// <summary>The whole date and time, for who wants to know exactly.</summary>
    public static string Exact(DateTimeOffset then, ChatTexts texts, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(then, zone).ToString("f", texts.Culture);

    /// <summary>The machine-readable form.</summary>
    public static string Machine(DateTimeOffset then) => then.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day as a heading: today, yesterday, or its date.</summary>
    public static string Day(DateOnly day, DateTimeOffset now, ChatTexts texts, TimeZoneInfo zone)
    {
        var today = DayOf(now, zone);
        if (day == today) return texts[TextKeys.Today];
        if (day == today.AddDays(-1)) return texts[TextKeys.Yesterday];
        return day.ToString(day.Year == today.Year ? "M" : "D", texts.Culture);
    }

    public static DateOnly DayOf(DateTimeOffset time, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
