using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Livecaller.Protocol.Pusher;

/// <summary>Reads frames.</summary>
internal static class PusherFrameReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <summary>Reads one frame. False, with the reason, when the text is not a valid frame.</summary>
    /// <param name="utf8">The text of one WebSocket message.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="reason">What is wrong, as it can be sent to the client.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out PusherFrame? frame, [NotNullWhen(false)] out string? reason)
    {
        frame = null;
        try
        {
            return TryReadObject(utf8, out frame, out reason);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            reason = "The frame is not valid JSON.";
            return false;
        }
    }

    private static bool TryReadObject(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out PusherFrame? frame, [NotNullWhen(false)] out string? reason)
    {
        frame = null;
        reason = null;
        string? name = null, channel = null, data = null, userIdJson = null;
        var reader = new Utf8JsonReader(utf8, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            reason = "The frame is not a JSON object.";
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("event"u8)) name = ReadText(ref reader);
            else if (reader.ValueTextEquals("channel"u8)) channel = ReadText(ref reader);
            else if (reader.ValueTextEquals("user_id"u8)) userIdJson = ReadJson(ref reader, utf8);
            else if (reader.ValueTextEquals("data"u8)) data = ReadData(ref reader, utf8);
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Throws when anything follows the object.
        while (reader.Read()) { }

        if (string.IsNullOrEmpty(name))
        {
            reason = "The frame has no event name.";
            return false;
        }

        frame = new PusherFrame(name, channel, data, userIdJson);
        return true;
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType == JsonTokenType.Null) return null;
        throw new JsonException("Expected a string.");
    }

    private static string? ReadData(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            default:
                return ReadRaw(ref reader, utf8);
        }
    }

    private static string? ReadJson(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : ReadRaw(ref reader, utf8);
    }

    private static string ReadRaw(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(utf8[start..(int)reader.BytesConsumed]);
    }
}
