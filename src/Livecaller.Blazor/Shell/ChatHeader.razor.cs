using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;
using Livecaller.Blazor.Welcome;

namespace Livecaller.Blazor.Shell;

/// <summary>Who answers, and whether somebody is there.</summary>
public sealed partial class ChatHeader : ChatPart
{
    private bool _asks;
    private MoreMenu? _menu;
    private IconButton? _close;

    /// <summary>The id of the title, which names the dialog.</summary>
    [Parameter, EditorRequired]
    public string TitleId { get; set; } = "";

    /// <summary>The visitor goes to the first screen; null where there is no way to it.</summary>
    [Parameter]
    public Action? OnHome { get; set; }

    /// <summary>The visitor wants something else in front of the conversation.</summary>
    [Parameter]
    public EventCallback<ChatScreen> OnShow { get; set; }

    private OperatorSummary? Operator => Context.IsClosed ? null : Context.Snapshot.Info?.Operator;

    // Only what was begun can end.
    private bool CanEnd => Context.Snapshot.Info is { IsOpen: true };

    private string Title => SafeText.Name(Operator?.Name) is { Length: > 0 } name ? name
        : SafeText.Name(Context.Widget?.Name) is { Length: > 0 } widget ? widget
        : Texts[TextKeys.ChatTitle];

    /// <summary>Whether the page below says who is there, and when: nothing is said twice.</summary>
    [Parameter]
    public bool IsIntroduced { get; set; }

    private bool IsOnline => Context.IsSomebodyThere;

    private string? Line
    {
        get
        {
            var team = Operator is null ? "" : SafeText.Name(Context.Widget?.Name);
            var presence = IsIntroduced ? "" : Context.IsAway ? OpeningText.Of(Context.Widget!, Context) ?? Texts[TextKeys.Away]
                : AnswerText.Usual(Context) ?? (Context.IsSomebodyThere ? Texts[TextKeys.Online] : "");
            return team.Length > 0 && presence.Length > 0 ? $"{team} · {presence}" : team + presence;
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        // A question about a conversation that is over is not asked of the next one.
        if (!CanEnd || !Context.IsOpen) _asks = false;
    }

    internal ValueTask FocusAsync() => _menu?.FocusAsync() ?? _close?.FocusAsync() ?? default;

    // The button that had the focus is gone.
    private async Task OnAnsweredAsync(bool ended)
    {
        _asks = false;
        if (!ended && _menu is not null) await _menu.FocusAsync();
        else if (_close is not null) await _close.FocusAsync();
    }
}
