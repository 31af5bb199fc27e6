using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Localization;

/// <summary>Writes dates and clock times as the visitor's language, calendar and clock have them.</summary>
internal interface ITimeFormats
{
    /// <summary>Announces the times that are formatted next, so that they can be formatted in one call.</summary>
    void Prepare(IReadOnlyList<ConversationMessage> messages, int first, int end, ChatContext context);

    /// <summary>The time of the clock, such as <c>13:05</c>.</summary>
    string Clock(DateTimeOffset moment, ChatContext context);

    /// <summary>The whole date and time.</summary>
    string Exact(DateTimeOffset moment, ChatContext context);

    /// <summary>The date without the year, or with it and the day of the week.</summary>
    string Date(DateOnly day, bool withYear, ChatContext context);

    /// <summary>The name of the day in the week.</summary>
    string Weekday(DateOnly day, ChatContext context);
}
