using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;

namespace Livecaller.Server.SecondFactor;

/// <summary>What an operator needs besides the password.</summary>
internal enum SecondFactorState
{
    /// <summary>Nothing.</summary>
    NotNeeded,

    /// <summary>A code of the authenticator app, or a recovery code.</summary>
    Code,

    /// <summary>A second factor is required, and a passkey is the only one.</summary>
    Passkey,

    /// <summary>A second factor is required, and none is set up.</summary>
    Missing,
}

// Decides who needs a second factor. Everything is read for each call, because roles and factors change.
internal sealed class SecondFactorPolicy(IDbContextFactory<LivecallerDbContext> contexts, IOptions<LivecallerServerOptions> options)
{
    public async Task<SecondFactorState> FindAsync(LivecallerOperator account, CancellationToken cancellationToken)
    {
        if (account.TwoFactorEnabled) return SecondFactorState.Code;
        if (!await IsRequiredAsync(account.Id, cancellationToken).ConfigureAwait(false)) return SecondFactorState.NotNeeded;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await db.UserPasskeys.AnyAsync(p => p.UserId == account.Id, cancellationToken).ConfigureAwait(false) ? SecondFactorState.Passkey : SecondFactorState.Missing;
    }

    /// <summary>
    /// Whether the operator has to set up a second factor before anything else. Somebody whom an OpenID Connect provider has signed in does not: the
    /// provider decides what it asks for.
    /// </summary>
    public async Task<bool> IsMissingAsync(OperatorId id, string? sessionId, CancellationToken cancellationToken = default)
    {
        if (options.Value.Operators.RequireSecondFactor == SecondFactorRequirement.Nobody) return false;
        var operatorId = Guid.Parse(id.Value);
        if (!await IsRequiredAsync(operatorId, cancellationToken).ConfigureAwait(false)) return false;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await db.Users.AnyAsync(
            u => u.Id == operatorId && !u.TwoFactorEnabled && !db.UserPasskeys.Any(p => p.UserId == operatorId)
                && !db.OperatorSessions.Any(s => s.Id == sessionId && s.OperatorId == operatorId && s.IsExternal), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the operator must have a second factor.</summary>
    public async Task<bool> IsRequiredAsync(Guid operatorId, CancellationToken cancellationToken)
    {
        var requirement = options.Value.Operators.RequireSecondFactor;
        if (requirement != SecondFactorRequirement.Administrators) return requirement == SecondFactorRequirement.Everybody;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await OperatorRoles.FindAsync(db, operatorId, cancellationToken).ConfigureAwait(false) >= OperatorRole.Administrator;
    }
}
