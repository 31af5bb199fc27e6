using Livecaller.Blazor.Attachments;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;
using Livecaller.Components;
using Livecaller.Components.Attachments;

namespace Livecaller.Blazor.Chat;

/// <summary>The state that the parts of the chat show. It is a cascading value, and replaced after every change.</summary>
internal sealed record ChatContext : PartContext
{
    public required ChatTexts Texts { get; init; }

    /// <inheritdoc />
    public override IPartTexts PartTexts => Texts;

    /// <inheritdoc />
    public override bool IsShown => IsOpen;

    /// <inheritdoc />
    public override ViewerState Viewer => Memory.Viewer;

    public required IChatActions Actions { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The draft, and the files that were sent from here.</summary>
    public ChatMemory Memory { get; init; } = new();

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How dates and clock times are written.</summary>
    public ITimeFormats Formats { get; init; } = CultureTimeFormats.Instance;

    /// <summary>What relative addresses of attachments and pictures start from.</summary>
    public Uri? ServerUrl { get; init; }

    public ConversationSnapshot Snapshot { get; init; } = ConversationSnapshot.Empty;

    public WidgetConfiguration? Widget { get; init; }

    /// <summary>Who is there and how fast answers come; null when it is unknown.</summary>
    public WidgetAvailability? Availability { get; init; }

    public ConnectionState Connection { get; init; }

    /// <summary>The actions of the screens around the conversation; null without them.</summary>
    public IScreenActions? Screens { get; init; }

    /// <summary>The visitor; null before login.</summary>
    public VisitorPayload? Visitor { get; init; }

    /// <summary>Whether sounds are muted.</summary>
    public bool IsMuted { get; init; }

    /// <summary>Whether what the widget asks before a conversation is answered.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>What keeps the chat from working.</summary>
    public ChatError Error { get; init; }

    /// <summary>Whether the host has a way to sign the visitor in again.</summary>
    public bool CanSignIn { get; init; }

    /// <summary>Whether what must outlive the page can be kept.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>The sequence after which the divider is shown, before the first message of the other side; null for no divider.</summary>
    public long? NewAfter { get; init; }

    /// <summary>Whether the panel is on the screen.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the visitor can close the panel.</summary>
    public bool CanClose { get; init; } = true;

    /// <summary>Whether all departments are closed. A widget without departments says nothing of hours.</summary>
    public bool IsAway => Widget is { Departments.Count: > 0 } widget && !widget.Departments.Any(d => d.IsOpen);

    /// <summary>Whether an operator is known to be there.</summary>
    public bool IsSomebodyThere => !IsAway && Availability is { Operators.Count: > 0 } && Connection is not (ConnectionState.Unavailable or ConnectionState.Failed);

    public bool IsClosed => Snapshot.Info is { IsOpen: false };

    /// <summary>Whether the form is shown in place of the conversation: nothing was written yet, and the widget has a form.</summary>
    public bool MustAnswer => Screens is not null && !IsAnswered && Snapshot is { Info: null, Messages.Count: 0 } && PreChatAnswers.IsAskedFor(Widget);

    /// <summary>Whether a feature is switched on for the widget.</summary>
    public bool Has(string feature) => Widget is not null && Widget.Features.Any(f => f.Name == feature);

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <inheritdoc />
    public override IEnumerable<ShownFile> Images() => Snapshot.Messages.SelectMany(m => MessageAttachments.Of(m, this));

    /// <summary>Returns the display name of a sender.</summary>
    public string NameOf(MessageSender sender) =>
        sender.Type == ParticipantType.Visitor ? Texts[TextKeys.You]
        : SafeText.Name(sender.Name) is { Length: > 0 } name ? name
        : Texts[TextKeys.Support];

    /// <summary>Returns an address for <c>src</c> or <c>href</c>; null for anything but http and https.</summary>
    public string? Resolve(string? url) => SafeUrl.Resolve(url, ServerUrl);
}
