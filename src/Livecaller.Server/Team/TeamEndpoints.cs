using Livecaller.Server.Http;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Team;

internal static class TeamEndpoints
{
    public static void MapInvitation(this RouteGroupBuilder group) =>
        group.MapPost("/auth/invitation", AcceptAsync).Produces(204)
            .WithSummary("Accepts an invitation: sets the operator's name and password. The operator then logs in.");

    public static void MapTeam(this RouteGroupBuilder group)
    {
        group.MapGet("/me", async (HttpContext http, IProfileService profiles) => (await profiles.ReadAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<ProfilePayload>>().WithSummary("The own profile, and what the caller may do.");
        group.MapPatch("/me", UpdateProfileAsync).Produces<DataEnvelope<ProfilePayload>>().WithSummary("Changes what is given of the own profile.");
        var all = group.MapGroup("/operators");
        all.MapGet("", async (HttpContext http, ITeamService team) => (await team.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<TeamOperatorPayload>>().WithSummary("All operators, by name.");
        all.MapPost("", InviteAsync).Produces<InvitedOperator>(201)
            .WithSummary("Creates an account, and the link by which the operator sets a password. The link is shown only in this answer.");
        all.MapPatch("/{id}", UpdateAsync).Produces<DataEnvelope<TeamOperatorPayload>>()
            .WithSummary("Changes what is given. Locking an operator out returns the open conversations to the queue.");
        all.MapPost("/{id}/invitation", async (HttpContext http, ITeamService team, string id) =>
            (await team.RenewInvitationAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<InvitationPayload>>().WithSummary("Replaces an invitation that is not accepted yet.");
        all.MapDelete("/{id}/invitation", async (HttpContext http, ITeamService team, string id) =>
            (await team.RevokeInvitationAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Withdraws an invitation that is not accepted yet, and removes the account.");
    }

    private static async Task<IResult> AcceptAsync(HttpContext http, TeamInvitations invitations, Body<AcceptInvitationRequest> body)
    {
        http.Response.Headers.CacheControl = "no-store";
        var accepted = await invitations.AcceptAsync(await body.ReadAsync().ConfigureAwait(false), http.OperatorClient(), http.RequestAborted).ConfigureAwait(false);
        return accepted.IsSuccess ? TypedResults.NoContent() : accepted.Problem.ToResult();
    }

    private static async Task<IResult> UpdateProfileAsync(HttpContext http, IProfileService profiles, Body<UpdateProfileRequest> body) =>
        (await profiles.UpdateAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> InviteAsync(HttpContext http, ITeamService team, Body<InviteOperatorRequest> body) =>
        (await team.InviteAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToResult();

    private static async Task<IResult> UpdateAsync(HttpContext http, ITeamService team, Body<UpdateOperatorRequest> body, string id) =>
        (await team.UpdateAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();
}
