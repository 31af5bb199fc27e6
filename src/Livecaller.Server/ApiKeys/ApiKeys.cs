using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Livecaller.Server.Operators;

namespace Livecaller.Server.ApiKeys;

// Finds the key that a call is made with. A key is worth as much as the session row with its id.
internal sealed class ApiKeys(IDbContextFactory<LivecallerDbContext> contexts, OperatorSessions sessions)
{
    /// <summary>What a key begins with, so that it is recognized, also by programs that look for secrets in published code.</summary>
    public const string Prefix = "lck_";

    public const int ShownCharacters = 10;

    private const string Scheme = "Bearer ";
    private const int RandomBytes = 32;

    public static string NewKey() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The key in the header of a request; null for another token.</summary>
    public static string? Read(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true
        && authorization[Scheme.Length..].Trim() is var token && token.StartsWith(Prefix, StringComparison.Ordinal) ? token : null;

    /// <summary>The operator who created a key, and the key as a session; null when there is no such key, or it has ended.</summary>
    public async Task<SignedInOperator?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var hash = Hash(key);
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var id = await db.ApiKeys.Where(k => k.Hash == hash).Select(k => k.Id).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return id is null ? null : await sessions.FindAsync(OperatorSessionKind.ApiKey, id, cancellationToken).ConfigureAwait(false);
    }
}
