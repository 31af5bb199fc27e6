using System.Text.Json;

namespace Livecaller.Realtime.Users;

/// <summary>The user whom a connection has signed in as: what the server needs of the <c>user_data</c>.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Watchlist">The users whose coming and going is reported, each once.</param>
internal sealed record SignedInUser(string Id, IReadOnlyList<string> Watchlist)
{
    /// <summary>Reads the user data. Null when it has no valid id.</summary>
    public static SignedInUser? Read(string userData, int maxIdLength)
    {
        try
        {
            using var document = JsonDocument.Parse(userData);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String) return null;
            var text = id.GetString()!;
            if (text.Length == 0 || text.Length > maxIdLength) return null;
            return new SignedInUser(text, root.TryGetProperty("watchlist", out var list) ? ReadList(list) : []);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> ReadList(JsonElement list) => list.ValueKind != JsonValueKind.Array ? []
        : [.. list.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.String).Select(id => id.GetString()!).Distinct(StringComparer.Ordinal)];
}
