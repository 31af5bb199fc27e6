using System.Net;

namespace Livecaller.Session;

/// <summary>Is told what the server thinks of a visitor's session token, and renews it.</summary>
internal interface ISessionTokens
{
    /// <summary>The server answered a call with this token.</summary>
    void OnAccepted(string token);

    /// <summary>The server refused a token. Returns whether the session has another one now.</summary>
    /// <exception cref="LivecallerException">It may work later: the server or the token provider could not be reached.</exception>
    Task<bool> TryRenewAsync(SessionState session, string token, HttpStatusCode status, CancellationToken cancellationToken);

    /// <summary>The server does not know a token any more, and it could not be renewed.</summary>
    void OnRefused(SessionState session, string token);
}
