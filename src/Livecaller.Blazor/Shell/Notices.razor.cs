using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Shell;

/// <summary>What the visitor should know while the conversation goes on: that their sign-in has run out, or that nothing is kept.</summary>
public sealed partial class Notices : ChatPart
{
    private bool _seen;

    // Where nothing is shown below, the whole panel says it.
    private bool MustSignIn => Context.Error == ChatError.SignedOut && Context.Snapshot is not { Phase: ConversationPhase.Unavailable, Messages.Count: 0 };
}
