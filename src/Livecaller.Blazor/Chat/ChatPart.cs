using Livecaller.Blazor.Localization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Chat;

/// <summary>A part of the chat: it shows what <see cref="LivecallerApp"/> hands down, and cannot stand alone.</summary>
public abstract class ChatPart : ComponentBase
{
    [CascadingParameter]
    internal ChatContext Context { get; set; } = null!;

    internal ChatTexts Texts => Context.Texts;
}
