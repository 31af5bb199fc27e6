using System.Security.Cryptography;
using System.Text;
using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Livecaller.Server.SecondFactor;

// The keys of authenticator apps, encrypted, and the hashes of recovery codes. A code is accepted once.
internal sealed partial class AuthenticatorStore(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, KeyRing keys, TimeProvider time, ILogger<AuthenticatorStore> logger)
{
    /// <summary>How many recovery codes an operator gets.</summary>
    public const int RecoveryCodes = 10;

    private const int RecoveryCodeLength = 16;

    // Without characters that are mistaken for others.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private readonly Lazy<IDataProtector> _protector = new(() => keys.Protector("Livecaller.AuthenticatorKey"));

    /// <summary>Stores an authenticator, and returns new recovery codes, which can't be read again; null when the code of the app is wrong.</summary>
    public async Task<IReadOnlyList<string>?> SaveAsync(Guid operatorId, byte[] key, string code, CancellationToken cancellationToken)
    {
        if (AuthenticatorCodes.StepOf(key, code, time.GetUtcNow()) is not { } step) return null;
        return await gate.WriteAsync(async db =>
        {
            await db.OperatorAuthenticators.Where(a => a.OperatorId == operatorId).ExecuteDeleteAsync().ConfigureAwait(false);
            db.OperatorAuthenticators.Add(new()
            {
                OperatorId = operatorId,
                Key = _protector.Value.Protect(Convert.ToHexString(key)),
                CreatedAt = time.GetUtcNow(),
                LastStep = step,
            });
            return await ReplaceCodesAsync(db, operatorId).ConfigureAwait(false);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Replaces the recovery codes. Earlier ones are no longer accepted.</summary>
    public Task<IReadOnlyList<string>> RenewCodesAsync(Guid operatorId, CancellationToken cancellationToken) =>
        gate.WriteAsync(db => ReplaceCodesAsync(db, operatorId), cancellationToken: cancellationToken);

    public Task RemoveAsync(Guid operatorId, CancellationToken cancellationToken) =>
        gate.WriteAsync(async db =>
        {
            await db.OperatorAuthenticators.Where(a => a.OperatorId == operatorId).ExecuteDeleteAsync().ConfigureAwait(false);
            return await db.OperatorRecoveryCodes.Where(c => c.OperatorId == operatorId).ExecuteDeleteAsync().ConfigureAwait(false);
        }, cancellationToken: cancellationToken);

    /// <summary>Whether a code of the app is right and wasn't used before. It's used then.</summary>
    public async Task<bool> TryUseCodeAsync(Guid operatorId, string code, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var row = await db.OperatorAuthenticators.AsNoTracking().SingleOrDefaultAsync(a => a.OperatorId == operatorId, cancellationToken).ConfigureAwait(false);
        if (row is null || Read(row) is not { } key || AuthenticatorCodes.StepOf(key, code, time.GetUtcNow()) is not { } step) return false;
        // Of two sign-ins with one code, the second finds that it was used.
        return await gate.WriteAsync(writer => writer.OperatorAuthenticators.Where(a => a.OperatorId == operatorId && a.Key == row.Key && a.LastStep < step)
            .ExecuteUpdateAsync(a => a.SetProperty(r => r.LastStep, step)), cancellationToken: cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <summary>Whether a recovery code is right. It's used then.</summary>
    public Task<bool> TryUseRecoveryCodeAsync(Guid operatorId, string code, CancellationToken cancellationToken)
    {
        var hash = HashOf(code);
        return gate.WriteAsync(async db => await db.OperatorRecoveryCodes.Where(c => c.OperatorId == operatorId && c.Hash == hash)
            .ExecuteDeleteAsync().ConfigureAwait(false) == 1, cancellationToken: cancellationToken);
    }

    /// <summary>Since when an operator has an authenticator, and how many recovery codes are left; null for none.</summary>
    public async Task<(DateTimeOffset Since, int CodesLeft)?> FindAsync(Guid operatorId, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var row = await db.OperatorAuthenticators.AsNoTracking().SingleOrDefaultAsync(a => a.OperatorId == operatorId, cancellationToken).ConfigureAwait(false);
        return row is null ? null : (row.CreatedAt, await db.OperatorRecoveryCodes.CountAsync(c => c.OperatorId == operatorId, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyList<string>> ReplaceCodesAsync(LivecallerDbContext db, Guid operatorId)
    {
        await db.OperatorRecoveryCodes.Where(c => c.OperatorId == operatorId).ExecuteDeleteAsync().ConfigureAwait(false);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(Alphabet, RecoveryCodeLength)).ToList();
        db.OperatorRecoveryCodes.AddRange(codes.Select(code => new OperatorRecoveryCodeRow { OperatorId = operatorId, Hash = HashOf(code) }));
        return codes.ConvertAll(code => string.Join('-', code.Chunk(4).Select(group => new string(group))));
    }

    private static string HashOf(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(code.ToLowerInvariant().Where(c => c is not '-' && !char.IsWhiteSpace(c))))));

    private byte[]? Read(OperatorAuthenticatorRow row)
    {
        try
        {
            return Convert.FromHexString(_protector.Value.Unprotect(row.Key));
        }
        catch (CryptographicException e)
        {
            LogUnreadable(e, row.OperatorId, keys.Location);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The authenticator key of the operator {OperatorId} cannot be decrypted with the keys in {KeyRing}. Its codes "
        + "are refused until the keys are restored. The operator can use a recovery code, or the second factor can be reset.")]
    private partial void LogUnreadable(Exception exception, Guid operatorId, string keyRing);
}
