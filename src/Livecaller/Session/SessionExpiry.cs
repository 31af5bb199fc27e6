using Livecaller.Events;

namespace Livecaller.Session;

/// <summary>Whether the visitor's session is over. Published once for each token.</summary>
internal sealed class SessionExpiry(SessionState session, VisitorEvents events)
{
    private string? _expired;

    /// <summary>Whether the current token has expired and the visitor has not signed in again.</summary>
    public bool IsExpired => Volatile.Read(ref _expired) == session.Token;

    /// <summary>The server no longer takes a token. Ignored when the token was renewed meanwhile.</summary>
    public void Report(string token)
    {
        if (token != session.Token) return;
        if (Interlocked.Exchange(ref _expired, token) != token) events.Publish(new SessionExpired(session.Visitor));
    }
}
