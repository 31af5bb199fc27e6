namespace Livecaller.Blazor.Messages;

/// <summary>Somebody types: in the place of the message that replaces it, so that nothing moves.</summary>
public sealed partial class TypingRow : ComponentBase
{
    /// <summary>Who types.</summary>
    [Parameter, EditorRequired]
    public MessageSender Sender { get; set; } = null!;

    /// <summary>Whether the message will begin a run.</summary>
    [Parameter]
    public bool StartsRun { get; set; }

    /// <summary>The list that contains it.</summary>
    [Parameter, EditorRequired]
    public MessageList List { get; set; } = null!;

    private string Name => List.Chat.NameOf(Sender);
}
