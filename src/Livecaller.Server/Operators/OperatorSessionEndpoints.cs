using Livecaller.Server.Http;

namespace Livecaller.Server.Operators;

// Sign-in and sign-out of operators, and the list of their sessions.
internal static class OperatorSessionEndpoints
{
    public static void MapOperatorLogin(this RouteGroupBuilder group) =>
        group.MapPost("/auth/login", LoginAsync).Produces<OperatorSession>()
            .WithSummary("Begins an operator's session, which lasts as long as Livecaller:OperatorSessions:IdleTimeout says. An account with a second "
                + $"factor needs code or recovery_code; without it, the answer is 401 with the type {Problem.SecondFactorRequired}.");

    public static void MapOperatorSessions(this RouteGroupBuilder group)
    {
        group.MapPost("/auth/logout", LogoutAsync).Produces(204).WithSummary("Ends the session and closes its sockets.");
        var sessions = group.MapGroup("/auth/sessions");
        sessions.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<OperatorSessionPayload>>>()
            .WithSummary("The operator's own sessions, of the API and the dashboard, last used first.");
        sessions.MapDelete("/{id}", EndAsync).Produces(204).WithSummary("Ends one of the operator's own sessions, with its sockets and open dashboards.");
    }

    private static async Task<IResult> LoginAsync(HttpContext http, OperatorLogin login, Body<OperatorLoginRequest> body)
    {
        http.Response.Headers.CacheControl = "no-store";
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await login.LoginAsync(request, http.OperatorClient(), http.RequestAborted).ConfigureAwait(false)).ToResult();
    }

    private static async Task<IResult> LogoutAsync(HttpContext http, OperatorAccess access, OperatorSessions sessions)
    {
        if (await RefuseAsync(http, access).ConfigureAwait(false) is { } refused) return refused;
        await sessions.EndAsync(http.Operator().Id, http.OperatorSession().Id, OperatorSessionEnd.SignedOut, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAsync(HttpContext http, OperatorAccess access, OperatorSessions sessions)
    {
        if (await RefuseAsync(http, access).ConfigureAwait(false) is { } refused) return refused;
        var (rows, current) = (await sessions.ListAsync(http.Operator().Id, http.RequestAborted).ConfigureAwait(false), http.OperatorSession().Id);
        return Outcome<IReadOnlyList<OperatorSessionPayload>>.Found([.. rows.Select(row => ToPayload(row, current))]).ToData();
    }

    private static async Task<IResult> EndAsync(HttpContext http, OperatorAccess access, OperatorSessions sessions, string id)
    {
        if (await RefuseAsync(http, access).ConfigureAwait(false) is { } refused) return refused;
        return await sessions.EndAsync(http.Operator().Id, id, OperatorSessionEnd.Revoked, http.RequestAborted).ConfigureAwait(false)
            ? TypedResults.NoContent() : Problems.NotFound("session").ToResult();
    }

    // An API key can't sign its operator out.
    private static async Task<IResult?> RefuseAsync(HttpContext http, OperatorAccess access) =>
        (await access.CheckAsync(http.OperatorCaller(), OperatorPermission.OwnAccount, http.RequestAborted).ConfigureAwait(false)).Problem?.ToResult();

    private static OperatorSessionPayload ToPayload(OperatorSessionRow row, string current) => new()
    {
        Id = row.Id,
        Kind = row.Kind == OperatorSessionKind.Dashboard ? "dashboard" : "api",
        CreatedAt = row.CreatedAt,
        LastSeenAt = row.LastSeenAt,
        ExpiresAt = row.ExpiresAt,
        Address = row.Address,
        UserAgent = row.UserAgent,
        IsCurrent = row.Id == current,
    };
}
