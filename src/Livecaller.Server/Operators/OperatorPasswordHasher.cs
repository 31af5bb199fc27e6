using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators;

/// <summary>How often a password is hashed. Tests that sign in thousands of times replace it.</summary>
internal sealed record OperatorPasswordCost(int Iterations)
{
    /// <summary>What OWASP recommends for PBKDF2: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html.</summary>
    public static OperatorPasswordCost Default { get; } = new(600_000);
}

// The hashes of operators' passwords. A check takes as long for an account that does not exist, or whose hash is an old one.
internal sealed class OperatorPasswordHasher(OperatorPasswordCost cost)
    : PasswordHasher<LivecallerOperator>(Options.Create(new PasswordHasherOptions { IterationCount = cost.Iterations }))
{
    // The format of ASP.NET Core Identity 3: marker, function, iterations, length of the salt.
    private const byte Marker = 1;
    private const int IterationsAt = 5;

    private readonly string _nobodys = new PasswordHasher<LivecallerOperator>(Options.Create(new PasswordHasherOptions { IterationCount = cost.Iterations }))
        .HashPassword(new LivecallerOperator(), RandomNumberGenerator.GetHexString(32));

    /// <summary>Checks a password against an account's hash; null for no account, or one without a password.</summary>
    public PasswordVerificationResult Check(LivecallerOperator? account, string password)
    {
        if (account?.PasswordHash is not { } hash)
        {
            VerifyHashedPassword(new LivecallerOperator(), _nobodys, password);
            return PasswordVerificationResult.Failed;
        }

        var result = VerifyHashedPassword(account, hash, password);
        if (cost.Iterations - IterationsOf(hash) is var missing and > 0)
            Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), new byte[16], missing, HashAlgorithmName.SHA512, 32);
        return result;
    }

    private static int IterationsOf(string hash)
    {
        var bytes = new byte[hash.Length];
        return Convert.TryFromBase64String(hash, bytes, out var length) && length >= IterationsAt + sizeof(int) && bytes[0] == Marker
            ? (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(IterationsAt)), int.MaxValue) : 0;
    }
}
