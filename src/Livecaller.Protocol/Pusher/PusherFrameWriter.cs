using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Livecaller.Protocol.Pusher;

/// <summary>Writes frames.</summary>
internal static class PusherFrameWriter
{
    // Frames are never embedded in HTML, so characters beyond ASCII need no escaping.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a frame as a server does: <c>data</c> is a JSON string that contains JSON.</summary>
    public static byte[] WriteFromServer(PusherFrame frame) => Write(frame, dataAsString: true);

    /// <summary>Writes a frame as a client does: <c>data</c> is a JSON value.</summary>
    /// <exception cref="JsonException"><see cref="PusherFrame.Data"/> is not JSON.</exception>
    public static byte[] WriteFromClient(PusherFrame frame) => Write(frame, dataAsString: false);

    private static byte[] Write(PusherFrame frame, bool dataAsString)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("event"u8, frame.Event);
            if (frame.Channel is not null) writer.WriteString("channel"u8, frame.Channel);
            if (frame.Data is not null) WriteData(writer, frame.Data, dataAsString);
            if (frame.UserIdJson is not null)
            {
                writer.WritePropertyName("user_id"u8);
                writer.WriteRawValue(frame.UserIdJson);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteData(Utf8JsonWriter writer, string data, bool dataAsString)
    {
        writer.WritePropertyName("data"u8);
        if (dataAsString) writer.WriteStringValue(data);
        else writer.WriteRawValue(data);
    }
}
