using Livecaller.Server.Conversations;

namespace Livecaller.Server.Operators;

/// <summary>What a caller acts as, and may do.</summary>
/// <param name="Account">The operator's account, as it is now; null for the application.</param>
/// <param name="Role">The operator's role. The application may do everything.</param>
internal sealed record OperatorGrant(LivecallerOperator? Account, OperatorRole Role)
{
    public static OperatorGrant Application { get; } = new(null, OperatorRole.Owner);

    /// <summary>What the session is used by; null without a session.</summary>
    public OperatorSessionKind? Kind { get; init; }

    /// <summary>The scopes of the API key, separated by spaces; null without a key.</summary>
    public string? Scopes { get; init; }

    public string? KeyName { get; init; }

    /// <summary>The address that the call came from, for people.</summary>
    public string? Address { get; init; }

    private static Problem OperatorsOnly => Problems.Forbidden("Only an operator can do this. The application does it on behalf of one.");

    /// <summary>The operator in a conversation, or why the caller is none.</summary>
    public Outcome<Participant> Participant => Account is null ? OperatorsOnly : Conversations.Participant.Of(Account);

    /// <summary>The operator; a problem for the application.</summary>
    public Outcome<LivecallerOperator> Operator => Account is null ? OperatorsOnly : Account;

    /// <summary>Why a conversation can't be taken away from whoever has it; null where it can.</summary>
    public Problem? RefuseTaking(ConversationRow row) => row.OperatorId is null || row.OperatorId == Account?.Id ? null : Refuse(OperatorPermission.ManageConversations);

    public bool Has(OperatorPermission permission) => Refuse(permission) is null;

    /// <summary>Why a permission is missing; null where it is not.</summary>
    public Problem? Refuse(OperatorPermission permission)
    {
        if (Kind == OperatorSessionKind.ApiKey && permission == OperatorPermission.OwnAccount) return Problems.Forbidden("An API key can't do this.");
        if (Account is not null && !OperatorPermissions.IsIn(Role, permission))
            return Problems.Forbidden($"The role {OperatorRoles.NameOf(Role)} doesn't have the permission {OperatorPermissions.NameOf(permission)}.");
        return Kind != OperatorSessionKind.ApiKey || (Scopes ?? "").Split(' ').Contains(OperatorPermissions.NameOf(permission)) ? null
            : Problems.Forbidden($"The API key doesn't have the scope {OperatorPermissions.NameOf(permission)}.");
    }
}
