using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.States;

/// <summary>The outline of what is being loaded: the greeting for a new visitor, a conversation for one who is known.</summary>
public sealed partial class Skeleton : ChatPart
{
    // A visitor has a session from their first conversation on.
    private bool IsNew => Context.Visitor is null;
}
