using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;

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

    /// <summary>The visitor wants something else in front of the conversation.</summary>
    [Parameter]
    public EventCallback<ChatScreen> OnShow { get; set; }

    private bool IsQueued => Context.Snapshot.Info is { Status: ConversationStatus.Queued };

    private OperatorSummary? Operator => Context.IsClosed ? null : Context.Snapshot.Info?.Operator;

    // Only what was begun can end.
    private bool CanEnd => Context.Snapshot.Info is { IsOpen: true };

    private string Title => SafeText.Name(Operator?.Name) is { Length: > 0 } name ? name
        : SafeText.Name(Context.Widget?.Name) is { Length: > 0 } widget ? widget
        : Texts[TextKeys.ChatTitle];

    // Nothing is claimed that is not known: a widget without departments says nothing of opening hours.
    private bool? IsOpenNow => Context.Widget is { Departments.Count: > 0 } widget ? widget.Departments.Any(d => d.IsOpen) : null;

    private bool IsOnline => IsOpenNow == true && Context.Connection is not (ConnectionState.Unavailable or ConnectionState.Failed);

    private string? Line =>
        Context.Snapshot.Info is { Status: ConversationStatus.Queued, QueuePosition: { } position } ? Texts.Format(TextKeys.QueuePosition, position)
        : Operator is not null ? SafeText.Name(Context.Widget?.Name)
        : IsOpenNow switch { true => Texts[TextKeys.Online], false => OpeningText.Of(Context.Widget!, Context) ?? Texts[TextKeys.Away], null => null };

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
