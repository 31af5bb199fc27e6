using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.SecondFactor;

internal static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this RouteGroupBuilder group) =>
        group.MapDelete("/operators/{id}/second-factor", ResetAsync).Produces(204)
            .WithSummary("Removes the authenticator app, the recovery codes and the passkeys of an operator who has lost them, and ends the operator's sessions.");

    private static async Task<IResult> ResetAsync(HttpContext http, OperatorAccess access, SecondFactorReset reset, string id)
    {
        var grant = await access.CheckAsync(http.OperatorCaller(), OperatorPermission.ManageOperators, http.RequestAborted).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem.ToResult();
        // Whoever has a token must not be able to take the second factor of its owner away.
        if (string.Equals(id, http.OperatorId().Value, StringComparison.OrdinalIgnoreCase))
            return Problems.Forbidden("Expected another operator. Your own second factor is changed on the dashboard's page of the account.").ToResult();
        return await reset.ResetAsync(accounts => accounts.FindByIdAsync(Guid.TryParse(id, out var known) ? known.ToString() : Guid.Empty.ToString()),
            $"the administrator {http.OperatorId().Value}", http.RequestAborted).ConfigureAwait(false)
            ? TypedResults.NoContent() : Problems.NotFound("operator").ToResult();
    }
}
