using System.Buffers;
using System.Text.Json;

namespace Livecaller.Realtime.Webhooks;

/// <summary>An event, serialized once for all receivers.</summary>
/// <param name="Name">One of <see cref="WebhookEventNames"/>.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Json">The event as a JSON object in UTF-8.</param>
internal sealed record WebhookEvent(string Name, string Channel, ReadOnlyMemory<byte> Json)
{
    /// <summary>Returns an event.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="writeMore">Writes its further members.</param>
    public static WebhookEvent Of(string name, string channel, Action<Utf8JsonWriter>? writeMore = null)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("channel", channel);
            writeMore?.Invoke(writer);
            writer.WriteEndObject();
        }

        return new(name, channel, json.WrittenSpan.ToArray());
    }
}

/// <summary>The names of the events.</summary>
internal static class WebhookEventNames
{
    public const string ChannelOccupied = "channel_occupied";
    public const string ChannelVacated = "channel_vacated";
    public const string MemberAdded = "member_added";
    public const string MemberRemoved = "member_removed";
    public const string ClientEvent = "client_event";
    public const string CacheMiss = "cache_miss";
    public const string SubscriptionCount = "subscription_count";

    public static IReadOnlyList<string> All { get; } =
        [ChannelOccupied, ChannelVacated, MemberAdded, MemberRemoved, ClientEvent, CacheMiss, SubscriptionCount];
}
