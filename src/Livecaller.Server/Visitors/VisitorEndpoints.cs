using System.Text.Json;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Visitors;

internal static class VisitorEndpoints
{
    public static void MapLogin(this RouteGroupBuilder group) =>
        group.MapPost("/auth/login", LoginAsync).Produces<VisitorSession>()
            .WithSummary("Begins an anonymous session, or an identified one with an identity token.");

    public static void MapVisitor(this RouteGroupBuilder group)
    {
        group.MapGet("/auth/visitor", RefreshAsync).Produces<VisitorSession>().WithSummary("The session with a fresh token.")
            .TakesHeader(VisitorRules.IdentityHeader, "An identity token of the session's visitor, whose profile it updates.");
        group.MapPatch("/auth/visitor", UpdateAsync).Produces<VisitorSession>()
            .WithSummary("Takes name, e-mail and mobile number over from an identity token.");
        group.MapPost("/auth/logout", LogoutAsync).Produces(204).WithSummary("Ends the session and closes its sockets.");
    }

    private static async Task<IResult> LoginAsync(
        HttpContext http, VisitorSessions sessions, RateGate rates, Body<VisitorLoginRequest> body, IOptions<LivecallerServerOptions> options)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        var limits = options.Value.Limits;
        // Separate, so that strangers behind an address do not keep the site's own customers out.
        if (request.JwtToken is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) }) rates.Take("anonymous-login", http.ClientAddress(), limits.AnonymousLoginsPerMinute);
        else rates.Take("login", http.ClientAddress(), limits.VisitorLoginsPerMinute);
        var widget = http.Widget();
        return (await sessions.LoginAsync(widget, request, VisitorClient.Of(http), http.RequestAborted).ConfigureAwait(false)).ToResult();
    }

    private static async Task<IResult> RefreshAsync(HttpContext http, VisitorSessions sessions)
    {
        var given = IdentityHeader.Of(http.Request);
        JsonElement? token = given is null ? null : JsonElement.Parse(JsonSerializer.SerializeToUtf8Bytes(given, LivecallerJson.Default.String));
        return await AnswerAsync(http, sessions, token).ConfigureAwait(false);
    }

    private static async Task<IResult> UpdateAsync(HttpContext http, VisitorSessions sessions, Body<VisitorUpdateRequest> body)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return request.JwtToken is { } token
            ? await AnswerAsync(http, sessions, token).ConfigureAwait(false)
            : VisitorRules.NoToken.ToResult();
    }

    private static async Task<IResult> LogoutAsync(HttpContext http, VisitorSessions sessions)
    {
        await sessions.LogoutAsync(http.Session().Id, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, VisitorSessions sessions, JsonElement? token)
    {
        var widget = http.Widget();
        var session = http.Session();
        return (await sessions.RefreshAsync(widget, session.Id, token, VisitorClient.Of(http), http.RequestAborted).ConfigureAwait(false)).ToResult();
    }
}
