namespace Livecaller.Protocol;

/// <summary>The response of <c>POST /v1/widget/auth/login</c> and of <c>GET /v1/widget/auth/visitor</c>.</summary>
/// <param name="Data">The session and its visitor.</param>
/// <param name="Auth">The session token.</param>
public sealed record VisitorSession(VisitorSessionData Data, SessionToken Auth);

/// <summary>A session and its visitor.</summary>
/// <param name="Uuid">The session's id.</param>
/// <param name="Visitor">The visitor.</param>
public sealed record VisitorSessionData(SessionId Uuid, VisitorPayload Visitor);

/// <summary>A bearer token.</summary>
/// <param name="AccessToken">The token. It is a secret and never logged.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until it expires.</param>
public sealed record SessionToken(string AccessToken, string TokenType, long ExpiresIn)
{
    // The generated ToString would print the token.
    /// <inheritdoc />
    public override string ToString() => $"SessionToken {{ ExpiresIn = {ExpiresIn} }}";
}
