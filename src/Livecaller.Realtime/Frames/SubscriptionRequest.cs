using System.Text.Json;

namespace Livecaller.Realtime.Frames;

/// <summary>What a client asks for with <c>pusher:subscribe</c> or <c>pusher:unsubscribe</c>.</summary>
/// <remarks>A member of the wrong type does not hide the channel: a refusal that does not name it leaves the client waiting.</remarks>
/// <param name="Channel">The channel: its name, or a number or boolean as JavaScript would write it.</param>
/// <param name="IsText">Whether the channel is a JSON string.</param>
/// <param name="Auth">The signature; null when it is missing or not a string.</param>
/// <param name="ChannelData">The member data; null when it is missing or not a string.</param>
/// <param name="HasChannelData">Whether there is any member data.</param>
internal sealed record SubscriptionRequest(string Channel, bool IsText, string? Auth, string? ChannelData, bool HasChannelData)
{
    /// <summary>Reads the data of a frame. Null when it does not name a channel.</summary>
    public static SubscriptionRequest? Read(string? data)
    {
        if (data is null) return null;
        try
        {
            using var document = JsonDocument.Parse(data);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("channel", out var given)) return null;
            var channel = given.ValueKind switch
            {
                JsonValueKind.String => TextOf(given),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => given.GetRawText(),
                _ => null,
            };
            if (string.IsNullOrEmpty(channel)) return null;
            root.TryGetProperty("auth", out var auth);
            root.TryGetProperty("channel_data", out var channelData);
            return new SubscriptionRequest(
                channel, given.ValueKind == JsonValueKind.String, TextOf(auth), TextOf(channelData),
                channelData.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is not text.
            return null;
        }
    }
}
