using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Messages;

/// <summary>Says that somebody on the other side types.</summary>
public sealed partial class TypingIndicator : ChatPart
{
    /// <summary>Who types.</summary>
    [Parameter, EditorRequired]
    public MessageSender Sender { get; set; } = null!;

    private string Words => Texts.Format(TextKeys.IsTyping, Context.NameOf(Sender));
}
