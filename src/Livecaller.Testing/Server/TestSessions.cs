using System.Security.Cryptography;
using System.Text;
using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>Visitors and their session tokens. Guarded by the server's lock.</summary>
internal sealed class TestSessions(string secret, TestIds ids, TimeProvider time)
{
    private readonly Dictionary<VisitorId, TestVisitor> _visitors = [];
    private readonly Dictionary<string, TestVisitor> _byUser = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Session> _byToken = new(StringComparer.Ordinal);

    public IEnumerable<TestVisitor> Visitors => _visitors.Values;

    public TestVisitor? Find(VisitorId id) => _visitors.GetValueOrDefault(id);

    public TestVisitor Identify(IdentityClaims? claims)
    {
        if (claims is null) return Add(null);
        if (!_byUser.TryGetValue(claims.Subject, out var visitor)) _byUser[claims.Subject] = visitor = Add(claims.Subject);
        visitor.Apply(claims);
        return visitor;
    }

    public VisitorSession Open(TestVisitor visitor) => Issue(new(new SessionId(ids.Next()), visitor));

    /// <summary>Returns a new token for the session. The old one stays valid until it expires, because a response can get lost.</summary>
    public VisitorSession Renew(string token) => Issue(Require(token).Login);

    public TestVisitor Authenticate(string? token) => Require(token).Login.Visitor;

    /// <summary>Records that this session authorized a socket, which is closed with the session.</summary>
    public void Attach(string? token, string socketId) => Require(token).Login.Sockets.Add(socketId);

    /// <summary>Ends the session. Returns the sockets that it had authorized.</summary>
    public IReadOnlyCollection<string> Revoke(string? token)
    {
        var login = Require(token).Login;
        foreach (var (other, session) in _byToken.ToArray())
        {
            if (session.Login == login) _byToken.Remove(other);
        }

        return login.Sockets;
    }

    public void RevokeAll() => _byToken.Clear();

    private VisitorSession Issue(Login login)
    {
        var text = $"{login.Id.Value}.{_byToken.Count}.{ids.Next()}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
        var token = $"{login.Id.Value}.{Convert.ToHexStringLower(signature)}";
        _byToken[token] = new(login, time.GetUtcNow() + VisitorRules.SessionLifetime);
        return new(new(login.Id, login.Visitor.Payload), new(token, "Bearer", (long)VisitorRules.SessionLifetime.TotalSeconds));
    }

    private Session Require(string? token) =>
        token is not null && _byToken.TryGetValue(token, out var session) && session.Expires > time.GetUtcNow()
            ? session : throw new ProblemException(VisitorRules.NoSession);

    private TestVisitor Add(string? userId)
    {
        var visitor = new TestVisitor(new VisitorId(ids.Next()), userId);
        _visitors.Add(visitor.Id, visitor);
        return visitor;
    }

    private sealed record Login(SessionId Id, TestVisitor Visitor)
    {
        public HashSet<string> Sockets { get; } = [];
    }

    private sealed record Session(Login Login, DateTimeOffset Expires);
}
