using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Icons;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.States;

/// <summary>The conversation could not be loaded, and what the visitor can do.</summary>
public sealed partial class Unavailable : ChatPart
{
    private bool IsSignedOut => Context.Trouble == ChatTrouble.SignedOut;

    private IconName Sign => Context.Trouble switch
    {
        ChatTrouble.Busy => IconName.Clock,
        ChatTrouble.Misconfigured or ChatTrouble.SignedOut => IconName.Failed,
        _ => IconName.Offline,
    };

    private string Title => Context.Trouble switch
    {
        ChatTrouble.Busy => TextKeys.BusyTitle,
        ChatTrouble.Misconfigured => TextKeys.MisconfiguredTitle,
        ChatTrouble.SignedOut => TextKeys.SignedOutTitle,
        _ => TextKeys.UnavailableTitle,
    };

    private string Text => Context.Trouble switch
    {
        ChatTrouble.Busy => TextKeys.BusyText,
        ChatTrouble.Misconfigured => TextKeys.MisconfiguredText,
        ChatTrouble.SignedOut => TextKeys.SignedOutText,
        _ => TextKeys.UnavailableText,
    };
}
