using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Livecaller.Session;

/// <summary>The session as text.</summary>
internal static class SessionCodec
{
    public static string Write(StoredSession session) => JsonSerializer.Serialize(session, SessionJson.Default.StoredSession);

    /// <summary>Reads the text. Returns false, with the reason, when it is damaged or from a newer version.</summary>
    public static bool TryRead(
        string text, [NotNullWhen(true)] out StoredSession? session, [NotNullWhen(false)] out string? reason)
    {
        session = null;
        try
        {
            // The version is checked first: a newer format may lack members that this one requires.
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number))
            {
                reason = "it has no version";
                return false;
            }

            if (number is < 1 or > StoredSession.CurrentVersion)
            {
                reason = $"its version is {number}, but this library supports up to {StoredSession.CurrentVersion}";
                return false;
            }

            session = document.RootElement.Deserialize(SessionJson.Default.StoredSession);
            reason = session is null ? "it is empty" : session.AccessToken.Length == 0 ? "it has no token" : null;
            if (reason is not null) session = null;
            return session is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            session = null;
            reason = "it is damaged";
            return false;
        }
    }
}
