namespace Livecaller.Server.Visitors;

// The identity token of a call without a body.
internal static class IdentityHeader
{
    /// <summary>The name in a query string that clients of version 1.0 use. Requests are logged with their query: see RedactedQueries.</summary>
    public const string QueryName = "jwt_token";

    /// <summary>Returns the token; null where there is none, and empty where it is empty.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.TryGetValue(VisitorRules.IdentityHeader, out var header) ? header.ToString()
        : request.Query.TryGetValue(QueryName, out var query) ? query.ToString() : null;
}
