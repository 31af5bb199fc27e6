using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Livecaller.Realtime.Connections;

namespace Livecaller.Realtime.Frames;

/// <summary>Encodes an event once for all of its receivers: the JSON text with the header of the WebSocket frame in front.</summary>
internal static class FrameEncoder
{
    // A buffer that an unusually large event has grown isn't kept.
    private const int MaxKeptBytes = 64 * 1024;

    // Frames are never embedded in HTML, so characters beyond ASCII need no escaping.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _bufferOfThread;

    [ThreadStatic]
    private static Utf8JsonWriter? _writerOfThread;

    /// <summary>Encodes an event.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="channel">The channel; null for an event of the connection.</param>
    /// <param name="data">The payload as JSON text, which becomes a JSON string; null for none.</param>
    public static byte[] Encode(string name, string? channel, string? data)
    {
        var writer = Begin(name, channel);
        if (data is not null) writer.WriteString("data"u8, data);
        return End(writer);
    }

    /// <summary>Encodes an event of the backplane.</summary>
    public static byte[] Encode(string channel, BackplaneMessage message)
    {
        var writer = Begin(message.EventName, channel);
        if (message.DataUtf8 is { } utf8) writer.WriteString("data"u8, utf8.Span);
        else if (message.DataJson is { } data) writer.WriteString("data"u8, data);
        if (message.UserIdJson is { } userId)
        {
            writer.WritePropertyName("user_id"u8);
            writer.WriteRawValue(userId, skipInputValidation: true);
        }

        return End(writer);
    }

    private static Utf8JsonWriter Begin(string name, string? channel)
    {
        var buffer = _bufferOfThread ??= new(512);
        buffer.ResetWrittenCount();
        var writer = _writerOfThread ??= new(buffer, Options);
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteString("event"u8, name);
        if (channel is not null) writer.WriteString("channel"u8, channel);
        return writer;
    }

    private static byte[] End(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.Flush();
        var frame = WebSocketFrames.Encode(WebSocketFrames.Text, _bufferOfThread!.WrittenSpan);
        if (_bufferOfThread.Capacity > MaxKeptBytes) _bufferOfThread = null;
        return frame;
    }
}
