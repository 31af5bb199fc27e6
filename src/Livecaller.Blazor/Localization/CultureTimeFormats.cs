using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Localization;

/// <summary>By .NET's own data: on a server, and in native apps.</summary>
internal sealed class CultureTimeFormats : ITimeFormats
{
    public static CultureTimeFormats Instance { get; } = new();

    public void Prepare(IReadOnlyList<ConversationMessage> messages, int first, int end, ChatContext context)
    {
        // Nothing costs more alone than together.
    }

    public string Clock(DateTimeOffset moment, ChatContext context) =>
        TimeZoneInfo.ConvertTime(moment, context.Zone).ToString("t", context.Texts.Culture);

    public string Exact(DateTimeOffset moment, ChatContext context) =>
        TimeZoneInfo.ConvertTime(moment, context.Zone).ToString("f", context.Texts.Culture);

    public string Date(DateOnly day, bool withYear, ChatContext context) => day.ToString(withYear ? "D" : "M", context.Texts.Culture);

    public string Weekday(DateOnly day, ChatContext context) => day.ToString("dddd", context.Texts.Culture);
}
