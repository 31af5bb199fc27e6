using Livecaller.Protocol;
using Livecaller.Server.Storage;
using Livecaller.Server.Visitors;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Operators;

internal sealed class OperatorSessions(
    UserManager<LivecallerOperator> accounts, LivecallerDbContext db, WriteGate gate, SignedToken tokens, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    // One answer for every reason: it must not reveal which accounts exist.
    private static readonly Problem Refused =
        Problems.Unauthorized("The e-mail address or the password is wrong, or the account is locked for some minutes.");

    public async Task<Outcome<OperatorSession>> LoginAsync(OperatorLoginRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Email)) return Problems.Invalid("email", "It is missing.");
        if (string.IsNullOrEmpty(request.Password)) return Problems.Invalid("password", "It is missing.");
        var account = await accounts.FindByEmailAsync(WidgetFieldRules.NormalizeEmail(request.Email)).ConfigureAwait(false);
        if (account is null || await accounts.IsLockedOutAsync(account).ConfigureAwait(false)) return Refused;
        if (!await accounts.CheckPasswordAsync(account, request.Password).ConfigureAwait(false))
        {
            await accounts.AccessFailedAsync(account).ConfigureAwait(false);
            return Refused;
        }
        await accounts.ResetAccessFailedCountAsync(account).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var session = new OperatorSessionRow
        {
            Id = Guid.NewGuid().ToString(),
            OperatorId = account.Id,
            CreatedAt = now,
            ExpiresAt = now + Life,
        };
        await gate.WriteAsync(own =>
        {
            own.OperatorSessions.Add(session);
            return Task.FromResult(true);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        var payload = new OperatorPayload
        {
            Id = new(account.Id.ToString()),
            Name = account.DisplayName,
            Email = account.Email ?? "",
            Role = await accounts.IsInRoleAsync(account, LivecallerRoles.Administrator).ConfigureAwait(false) ? LivecallerRoles.Administrator : LivecallerRoles.Operator,
        };
        return new OperatorSession(payload,
            new SessionToken(tokens.Make(SignedToken.Operator, session.Id, session.ExpiresAt), "Bearer", (long)Life.TotalSeconds));
    }

    public async Task<LivecallerOperator?> FindAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (tokens.Read(SignedToken.Operator, authorization) is not { } id) return null;
        var now = time.GetUtcNow();
        return await db.OperatorSessions.Where(s => s.Id == id && s.RevokedAt == null && s.ExpiresAt > now)
            .Join(db.Users, s => s.OperatorId, u => u.Id, (_, u) => u).AsNoTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
    }
}
