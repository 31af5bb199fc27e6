using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Livecaller.Protocol.Pusher;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Realtime.HttpApi;

/// <summary>An event that a request publishes.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Channels">The channels, each once.</param>
/// <param name="Data">The payload.</param>
/// <param name="SocketId">A socket that does not receive it; null for none.</param>
/// <param name="Info">What the answer says about the channels.</param>
internal sealed partial record TriggeredEvent(string Name, IReadOnlyList<string> Channels, string Data, string? SocketId, ChannelInfo Info)
{
    private const int MaxChannels = 100;
    private const int MaxBatch = 10;

    /// <summary>Reads the body of <c>events</c>.</summary>
    /// <exception cref="HttpApiException">It is not valid.</exception>
    public static TriggeredEvent ReadOne(JsonElement json, PusherAppOptions options) => Read(json, options, ReadChannels(json));

    /// <summary>Reads the body of <c>batch_events</c>.</summary>
    /// <exception cref="HttpApiException">It is not valid.</exception>
    public static IReadOnlyList<TriggeredEvent> ReadBatch(JsonElement json, PusherAppOptions options)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("batch", out var batch) || batch.ValueKind != JsonValueKind.Array)
            throw new HttpApiException("batch must be an array of events.");
        if (batch.GetArrayLength() is 0 or > MaxBatch) throw new HttpApiException($"A batch has 1 to {MaxBatch} events.");
        return [.. batch.EnumerateArray().Select(item => Read(item, options, [TextOf(item, "channel") ?? throw new HttpApiException("channel is missing.")]))];
    }

    private static TriggeredEvent Read(JsonElement json, PusherAppOptions options, IReadOnlyList<string> channels)
    {
        foreach (var channel in channels)
            if (!CanPublishTo(channel, options)) throw new HttpApiException($"'{channel}' is not a valid channel name.");
        var name = TextOf(json, "name");
        if (string.IsNullOrEmpty(name) || name.Length > options.MaxClientEventNameLength)
            throw new HttpApiException($"name must have 1 to {options.MaxClientEventNameLength} characters.");
        if (name.StartsWith(PusherEventNames.ProtocolPrefix, StringComparison.Ordinal) || name.StartsWith(PusherEventNames.InternalPrefix, StringComparison.Ordinal))
            throw new HttpApiException($"'{name}' is a name of the protocol itself.");
        var data = TextOf(json, "data") ?? throw new HttpApiException("data must be a string.");
        if (Encoding.UTF8.GetByteCount(data) > options.MaxEventBytes)
            throw new HttpApiException(StatusCodes.Status413PayloadTooLarge, $"data has at most {options.MaxEventBytes} bytes.");
        var socketId = TextOf(json, "socket_id");
        if (socketId is not null && !SocketIdPattern().IsMatch(socketId)) throw new HttpApiException("socket_id is not the id of a socket.");
        return new TriggeredEvent(name, [.. channels.Distinct(StringComparer.Ordinal)], data, socketId, ChannelInfo.Read(TextOf(json, "info")));
    }

    private static IReadOnlyList<string> ReadChannels(JsonElement json)
    {
        var one = TextOf(json, "channel");
        if (!json.TryGetProperty("channels", out var many) || many.ValueKind == JsonValueKind.Null)
            return [one ?? throw new HttpApiException("channel or channels is missing.")];
        if (one is not null) throw new HttpApiException("Either channel or channels can be given, not both.");
        if (many.ValueKind != JsonValueKind.Array) throw new HttpApiException("channels must be an array of names.");
        if (many.GetArrayLength() is 0 or > MaxChannels) throw new HttpApiException($"An event goes to 1 to {MaxChannels} channels.");
        return [.. many.EnumerateArray().Select(channel => TextOf(channel) ?? throw new HttpApiException("channels must be an array of names."))];
    }

    private static bool CanPublishTo(string channel, PusherAppOptions options) =>
        channel.StartsWith(PusherChannel.UserPrefix, StringComparison.Ordinal)
            ? channel.Length > PusherChannel.UserPrefix.Length && channel.Length - PusherChannel.UserPrefix.Length <= options.MaxUserIdLength
            : PusherChannel.IsValidName(channel);

    private static string? TextOf(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new HttpApiException("An event must be a JSON object.");
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return TextOf(value) ?? throw new HttpApiException($"{name} must be a string.");
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is not text.
            return null;
        }
    }

    [GeneratedRegex(@"^[0-9]{1,20}\.[0-9]{1,20}\z")]
    private static partial Regex SocketIdPattern();
}
