using Livecaller.Server.Audit;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.SecondFactor;

internal static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this RouteGroupBuilder group) =>
        group.MapDelete("/operators/{id}/second-factor", ResetAsync).Produces(204)
            .WithSummary("Removes the authenticator app, the recovery codes and the passkeys of an operator who has lost them, and ends the operator's sessions.");

    private static async Task<IResult> ResetAsync(HttpContext http, OperatorAccess access, SecondFactorReset reset, LivecallerDbContext db, string id)
    {
        var grant = await access.CheckAsync(http.OperatorCaller(), OperatorPermission.ManageOperators, http.RequestAborted).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem.ToResult();
        // Whoever has a token must not be able to take the second factor of its owner away.
        if (string.Equals(id, http.OperatorId().Value, StringComparison.OrdinalIgnoreCase))
            return Problems.Forbidden("Expected another operator. Your own second factor is changed on the dashboard's page of the account.").ToResult();
        var account = Guid.TryParse(id, out var known) ? known : Guid.Empty;
        if (await OperatorRoles.FindAsync(db, account, http.RequestAborted).ConfigureAwait(false) == OperatorRole.Owner
            && grant.Value.Refuse(OperatorPermission.ManageOwners) is { } refused)
        {
            return refused.ToResult();
        }

        return await reset.ResetAsync(accounts => accounts.FindByIdAsync(account.ToString()), AuditActor.Of(grant.Value), http.RequestAborted).ConfigureAwait(false)
            ? TypedResults.NoContent() : Problems.NotFound("operator").ToResult();
    }
}
