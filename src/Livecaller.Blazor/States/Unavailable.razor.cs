using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Components.Icons;

namespace Livecaller.Blazor.States;

/// <summary>The conversation could not be loaded, and what the visitor can do.</summary>
public sealed partial class Unavailable : ChatPart
{
    private bool IsSignedOut => Context.Error == ChatError.SignedOut;

    private IconName Sign => Context.Error switch
    {
        ChatError.Busy => IconName.Clock,
        ChatError.Misconfigured or ChatError.SignedOut => IconName.Failed,
        _ => IconName.Offline,
    };

    private string Title => Context.Error switch
    {
        ChatError.Busy => TextKeys.BusyTitle,
        ChatError.Misconfigured => TextKeys.MisconfiguredTitle,
        ChatError.SignedOut => TextKeys.SignedOutTitle,
        _ => TextKeys.UnavailableTitle,
    };

    private string Text => Context.Error switch
    {
        ChatError.Busy => TextKeys.BusyText,
        ChatError.Misconfigured => TextKeys.MisconfiguredText,
        ChatError.SignedOut => TextKeys.SignedOutText,
        _ => TextKeys.UnavailableText,
    };
}
