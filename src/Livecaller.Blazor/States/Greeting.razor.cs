using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.States;

/// <summary>What stands where no message was written yet.</summary>
public sealed partial class Greeting : ChatPart
{
    /// <summary>True while a starter question is being sent.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>The conversation before; null for none.</summary>
    [Parameter]
    public ConversationPayload? Last { get; set; }

    /// <summary>The visitor starts with a question.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> OnStart { get; set; }

    /// <summary>The visitor reads the conversation before.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ConversationPayload> OnRead { get; set; }
}
