using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Livecaller.Session;

/// <summary>A text as it is stored: encrypted when there is a protector, and marked as encrypted, so that existing plain texts are recognized.</summary>
internal static class ProtectedText
{
    // A plain session is JSON, which never begins like this.
    private const string Mark = "livecaller-protected-1:";
    private const string Purpose = "Livecaller.Session";

    public static string Write(string text, IDataProtector? protector) => protector is null
        ? text
        : Mark + Convert.ToBase64String(protector.CreateProtector(Purpose).Protect(Encoding.UTF8.GetBytes(text)));

    /// <exception cref="InvalidDataException">It cannot be decrypted.</exception>
    public static (string Text, bool WasProtected) Read(string stored, IDataProtector? protector)
    {
        if (!stored.StartsWith(Mark, StringComparison.Ordinal)) return (stored, false);
        if (protector is null) throw new InvalidDataException("it is encrypted, and the store has no IDataProtector");
        try
        {
            return (Encoding.UTF8.GetString(protector.CreateProtector(Purpose).Unprotect(Convert.FromBase64String(stored[Mark.Length..]))), true);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw new InvalidDataException("it cannot be decrypted; the key may be lost", e);
        }
    }
}
