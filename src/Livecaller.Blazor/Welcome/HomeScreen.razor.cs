using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Welcome;

/// <summary>The first screen: who is there, the open or last conversation, and what a visitor can do.</summary>
public sealed partial class HomeScreen : ChatPart
{
    /// <summary>The last closed conversation; null for none.</summary>
    [Parameter]
    public ConversationPayload? Last { get; set; }

    /// <summary>True while a starter question is being sent.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>The visitor wants to write, or to go on in the open conversation.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnWrite { get; set; }

    /// <summary>The visitor starts with a question.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> OnStart { get; set; }

    /// <summary>The visitor reads a closed conversation.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ConversationPayload> OnRead { get; set; }

    /// <summary>The visitor wants another screen.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ChatScreen> OnShow { get; set; }

    private bool HasOpen => Context.Snapshot.Info is { IsOpen: true } || (Context.Snapshot.Info is null && Context.Snapshot.Messages.Count > 0);

    // What is open is known at first hand.
    private ConversationPayload? Shown => Context.Snapshot.Info is { IsOpen: true } open ? open with
    {
        UnreadCount = Context.Snapshot.UnreadCount,
        LastWords = Context.Snapshot.Messages is [.., var last] ? MessagePreview.Of(last.Payload) : null,
    }
    : HasOpen ? null : Last;

    private Task OpenAsync(ConversationPayload conversation) => conversation.IsOpen ? OnWrite.InvokeAsync() : OnRead.InvokeAsync(conversation);
}
