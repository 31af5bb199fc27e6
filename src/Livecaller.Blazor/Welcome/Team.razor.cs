using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Welcome;

/// <summary>Who is there and how fast answers come, or when somebody is there again.</summary>
public sealed partial class Team : ChatPart
{
    private IReadOnlyList<OperatorSummary> Faces => Context.IsAway ? [] : [.. Present.DistinctBy(o => o.Id).Take(3)];

    private IEnumerable<OperatorSummary> Present => (Context.Availability?.Operators ?? []).Where(o => SafeText.Name(o.Name).Length > 0);

    private string? Line =>
        Context.IsAway ? OpeningText.Of(Context.Widget!, Context) ?? Texts[TextKeys.Away]
        : AnswerText.Usual(Context) is { } usual ? usual
        : Context.IsSomebodyThere ? Texts[TextKeys.Online]
        : null;
}
