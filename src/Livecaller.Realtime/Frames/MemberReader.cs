using System.Text;
using System.Text.Json;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Frames;

/// <summary>Reads the <c>channel_data</c> of a presence subscription.</summary>
internal static class MemberReader
{
    /// <summary>Reads a member. Returns why it is refused, or null.</summary>
    public static SubscriptionRefusal? Read(string? channelData, PusherAppOptions options, out PresenceMember? member)
    {
        member = null;
        if (channelData is null) return SubscriptionRefusal.Member;
        try
        {
            using var document = JsonDocument.Parse(channelData);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("user_id", out var id)) return SubscriptionRefusal.Member;

            // Back ends whose user ids are numbers send them as numbers, and their clients expect numbers.
            if (id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return SubscriptionRefusal.Member;
            var text = id.ValueKind == JsonValueKind.String ? id.GetString()! : id.GetRawText();
            if (text.Length == 0) return SubscriptionRefusal.Member;
            if (text.Length > options.MaxUserIdLength) return SubscriptionRefusal.UserIdTooLong(options.MaxUserIdLength);

            JsonElement? info = root.TryGetProperty("user_info", out var given) ? given.Clone() : null;
            if (info is { } value && Encoding.UTF8.GetByteCount(value.GetRawText()) > options.MaxUserInfoBytes)
                return SubscriptionRefusal.UserInfoTooLarge(options.MaxUserInfoBytes);

            member = new PresenceMember(id.Clone(), info);
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return SubscriptionRefusal.Member;
        }
    }
}
