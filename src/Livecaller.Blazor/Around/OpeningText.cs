using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Around;

/// <summary>When somebody is there again, in the visitor's time zone and language.</summary>
internal static class OpeningText
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(6);

    /// <summary>"Opens Monday at 9:00"; null where nobody knows.</summary>
    public static string? Of(DateTimeOffset? next, ChatContext context)
    {
        if (next is not { } time || time <= context.Now) return null;
        var (local, today) = (TimeZoneInfo.ConvertTime(time, context.Zone), TimeZoneInfo.ConvertTime(context.Now, context.Zone).Date);
        var culture = context.Texts.Culture;
        var clock = local.ToString("t", culture);
        if (local.Date == today) return context.Texts.Format(TextKeys.OpensToday, clock);
        return context.Texts.Format(TextKeys.OpensOn, local.ToString(local.Date - today <= Week ? "dddd" : "M", culture), clock);
    }

    /// <summary>When the first of all closed departments opens.</summary>
    public static string? Of(WidgetConfiguration widget, ChatContext context) =>
        Of(widget.Departments.Where(d => d.NextOpen > context.Now).Min(d => d.NextOpen), context);
}
