using System.Security.Cryptography;
using OtpNet;

namespace Livecaller.Server.SecondFactor;

// The codes of authenticator apps: six digits, a new code every 30 seconds. See https://www.rfc-editor.org/rfc/rfc6238.
internal static class AuthenticatorCodes
{
    private const int KeyBytes = 20;
    private const int Digits = 6;

    // A clock that is wrong by up to half a minute.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>The key as people type it, in groups of four characters.</summary>
    public static string TextOf(byte[] key) => string.Join(' ', Base32Encoding.ToString(key).Chunk(4).Select(group => new string(group)));

    /// <summary>What the QR code contains: https://github.com/google/google-authenticator/wiki/Key-Uri-Format.</summary>
    public static string AddressOf(byte[] key, string email) => new OtpUri(OtpType.Totp, key, email, "Livecaller").ToString();

    /// <summary>The number of the 30 seconds that a code belongs to; null when it's wrong now.</summary>
    public static long? StepOf(byte[] key, string code, DateTimeOffset now)
    {
        var digits = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        return digits.Length == Digits && digits.All(char.IsAsciiDigit)
            && new Totp(key, totpSize: Digits).VerifyTotp(now.UtcDateTime, digits, out var step, Window) ? step : null;
    }
}
