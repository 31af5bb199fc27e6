using System.Buffers;
using MessagePack;

namespace Livecaller.Bench.Dashboards;

/// <summary>
/// Messages of SignalR's <c>blazorpack</c> protocol, which is its MessagePack protocol with fewer types.
/// See https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md
/// </summary>
internal static class HubProtocol
{
    public static ReadOnlyMemory<byte> Handshake { get; } = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray();

    public static byte[] Ping { get; } = Frame(static (ref MessagePackWriter writer) =>
    {
        writer.WriteArrayHeader(1);
        writer.Write(6);
    });

    private delegate void Writing(ref MessagePackWriter writer);

    /// <summary>Creates an invocation. The completion has the same ID; without an ID, there's no completion.</summary>
    public static byte[] Invocation(string? id, string target, params object?[] arguments) => Frame((ref MessagePackWriter writer) =>
    {
        writer.WriteArrayHeader(6);
        writer.Write(1);
        writer.WriteMapHeader(0);
        writer.Write(id);
        writer.Write(target);
        writer.WriteArrayHeader(arguments.Length);
        foreach (var argument in arguments) Write(ref writer, argument);
        writer.WriteArrayHeader(0);
    });

    /// <summary>Reads the first message of the buffer. Returns false if it isn't complete.</summary>
    public static bool TryTake(ref ReadOnlyMemory<byte> received, out ReadOnlyMemory<byte> message)
    {
        message = default;
        var (length, bytes) = (0, 0);
        while (true)
        {
            if (bytes >= received.Length) return false;
            var part = received.Span[bytes];
            length |= (part & 0x7F) << (7 * bytes++);
            if ((part & 0x80) == 0) break;
        }

        if (received.Length < bytes + length) return false;
        message = received.Slice(bytes, length);
        received = received[(bytes + length)..];
        return true;
    }

    private static byte[] Frame(Writing write)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        write(ref writer);
        writer.Flush();
        List<byte> frame = [];
        var rest = (uint)body.WrittenCount;
        for (; rest > 0x7F; rest >>= 7) frame.Add((byte)(rest | 0x80));
        frame.Add((byte)rest);
        return [.. frame, .. body.WrittenSpan];
    }

    private static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNil(); break;
            case string text: writer.Write(text); break;
            case bool flag: writer.Write(flag); break;
            case long number: writer.Write(number); break;
            case int number: writer.Write(number); break;
            default: throw new ArgumentException($"The type {value.GetType()} isn't supported.", nameof(value));
        }
    }
}
