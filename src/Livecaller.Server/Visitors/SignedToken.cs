using System.Globalization;
using Livecaller.Server.Hosting;

namespace Livecaller.Server.Visitors;

// Bearer tokens of sessions: the session's id and the expiry, signed. The session must also exist in the database.
internal sealed class SignedToken(ServerKeys keys, TimeProvider time)
{
    public const string Visitor = "lcv";
    public const string Operator = "lco";

    public string Make(string kind, string sessionId, DateTimeOffset expires)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{kind}.{sessionId}.{expires.ToUnixTimeSeconds()}");
        return $"{text}.{keys.Sign("token", text)}";
    }

    /// <summary>The session's id; null for a token that is invalid, of another kind, or expired.</summary>
    public string? Read(string kind, string? authorization)
    {
        const string scheme = "Bearer ";
        if (authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) != true) return null;
        var token = authorization[scheme.Length..].Trim();
        var cut = token.LastIndexOf('.');
        if (cut < 0 || !keys.IsSigned("token", token[..cut], token[(cut + 1)..])) return null;
        var parts = token[..cut].Split('.');
        return parts.Length == 3 && parts[0] == kind
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            && expires > time.GetUtcNow().ToUnixTimeSeconds() ? parts[1] : null;
    }
}
