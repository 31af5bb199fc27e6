using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Chat;

/// <summary>A part of <see cref="LivecallerApp"/>, which provides its state.</summary>
public abstract class ChatPart : ComponentBase
{
    [CascadingParameter]
    internal ChatContext Context { get; set; } = null!;

    internal ChatTexts Texts => Context.Texts;
}
