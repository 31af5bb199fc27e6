using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.States;

/// <summary>What stands in the composer's place when the conversation is over.</summary>
public sealed partial class ClosedConversation : ChatPart
{
    /// <summary>The visitor wants the conversation by mail.</summary>
    [Parameter]
    public EventCallback OnTranscript { get; set; }
}
