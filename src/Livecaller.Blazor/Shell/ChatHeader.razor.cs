using Livecaller.Blazor.Localization;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Shell;

/// <summary>Who answers, and whether somebody is there.</summary>
public sealed partial class ChatHeader : ChatPart
{
    /// <summary>The id of the title, which names the dialog.</summary>
    [Parameter, EditorRequired]
    public string TitleId { get; set; } = "";

    private OperatorSummary? Operator => Context.IsClosed ? null : Context.Snapshot.Info?.Operator;

    private string Title => Operator?.Name is { Length: > 0 } name ? name
        : Context.Widget?.Name is { Length: > 0 } widget ? widget
        : Texts[TextKeys.ChatTitle];

    // Nothing is claimed that is not known: a widget without departments says nothing of opening hours.
    private bool? IsOpenNow => Context.Widget is { Departments.Count: > 0 } widget ? widget.Departments.Any(d => d.IsOpen) : null;

    private bool IsOnline => IsOpenNow == true && Context.Connection is not (ConnectionState.Unavailable or ConnectionState.Failed);

    private string? Line =>
        Context.Snapshot.Info is { Status: ConversationStatus.Queued, QueuePosition: { } position } ? Texts.Format(TextKeys.QueuePosition, position)
        : Operator is not null ? Context.Widget?.Name
        : IsOpenNow switch { true => Texts[TextKeys.Online], false => Texts[TextKeys.Away], null => null };
}
