using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Livecaller.Server.SecondFactor;

// Texts that a browser keeps between two steps of a sign-in. It can neither read nor change them, and they expire.
internal sealed class SealedTexts(KeyRing keys, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _used = [];

    public string Seal(string purpose, string text, TimeSpan lifetime)
    {
        var expires = (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds();
        return keys.Protector(purpose).Protect(string.Create(CultureInfo.InvariantCulture, $"{expires}|{text}"));
    }

    /// <summary>Returns the text; null when it has expired, was changed, or was sealed for another purpose.</summary>
    public string? Open(string purpose, string? sealedText) => Read(purpose, sealedText)?.Text;

    /// <summary>Opens a text once: later calls with the same text return null.</summary>
    public string? OpenOnce(string purpose, string? sealedText) =>
        Read(purpose, sealedText) is { } read && TryUse(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(read.Text))), read.Expires) ? read.Text : null;

    private (long Expires, string Text)? Read(string purpose, string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText)) return null;
        try
        {
            var text = keys.Protector(purpose).Unprotect(sealedText);
            var cut = text.IndexOf('|', StringComparison.Ordinal);
            var expires = long.Parse(text[..cut], CultureInfo.InvariantCulture);
            return expires > time.GetUtcNow().ToUnixTimeMilliseconds() ? (expires, text[(cut + 1)..]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private bool TryUse(string hash, long expires)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var (old, end) in _used)
                if (end <= now) _used.Remove(old);
            return _used.TryAdd(hash, expires);
        }
    }
}
