using System.Buffers.Binary;
using System.Text;
using Livecaller.Bench.Realtime.Load;

namespace Livecaller.Bench.Realtime.Contestants;

/// <summary>The protocol of a server, as the load generator speaks it.</summary>
internal abstract class Dialect
{
    /// <summary>The path of the upgrade.</summary>
    public abstract string Path { get; }

    /// <summary>Takes the next step to a subscription. The first message is empty. True when the socket is subscribed.</summary>
    public abstract bool Join(LoadSocket socket, ReadOnlySpan<byte> message, string channel);

    /// <summary>Returns the text of a client's message to the others of its channel.</summary>
    public abstract string Publish(string channel, string text);

    /// <summary>Returns the number of events in a message, and answers pings.</summary>
    public abstract int CountEvents(LoadSocket socket, ReadOnlySpan<byte> message);

    /// <summary>Returns the dialect of a contestant.</summary>
    public static Dialect Of(string name, string key, string secret) => name switch
    {
        "raw" => new RawDialect(),
        "signalr" => new SignalRDialect(),
        _ => new PusherDialect(key, secret),
    };

    /// <summary>Returns a masked text frame.</summary>
    public static byte[] FrameOf(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        byte[] mask = [0x5A, 0x11, 0xC3, 0x7E];
        for (var i = 0; i < payload.Length; i++) payload[i] ^= mask[i % 4];
        if (payload.Length < 126) return [0x81, (byte)(0x80 | payload.Length), .. mask, .. payload];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
        return [0x81, 0xFE, .. length, .. mask, .. payload];
    }
}

internal sealed class RawDialect : Dialect
{
    public override string Path => "/ws";

    public override bool Join(LoadSocket socket, ReadOnlySpan<byte> message, string channel)
    {
        if (!message.IsEmpty) return true;
        socket.Send(FrameOf($$"""{"event":"subscribe","channel":"{{channel}}"}"""));
        return false;
    }

    public override string Publish(string channel, string text) => $$"""{"event":"message","channel":"{{channel}}","data":"{{text}}"}""";

    public override int CountEvents(LoadSocket socket, ReadOnlySpan<byte> message) => 1;
}

internal sealed class SignalRDialect : Dialect
{
    private const char Separator = '\u001e';

    public override string Path => "/hub";

    public override bool Join(LoadSocket socket, ReadOnlySpan<byte> message, string channel)
    {
        if (message.IsEmpty) socket.Send(FrameOf("""{"protocol":"json","version":1}""" + Separator));
        else if (message.StartsWith("{}"u8))
            socket.Send(FrameOf($$"""{"type":1,"invocationId":"1","target":"Join","arguments":["{{channel}}"]}""" + Separator));
        else return message.IndexOf("\"type\":3"u8) > 0;
        return false;
    }

    public override string Publish(string channel, string text) =>
        $$"""{"type":1,"target":"Publish","arguments":["{{channel}}","{{text}}"]}""" + Separator;

    // A frame can contain several messages, and a ping is one without a target.
    public override int CountEvents(LoadSocket socket, ReadOnlySpan<byte> message) => message.Count("\"target\""u8);
}

internal sealed class PusherDialect(string key, string secret) : Dialect
{
    private static readonly byte[] Pong = FrameOf("""{"event":"pusher:pong","data":{}}""");

    public override string Path => $"/app/{key}?protocol=7&client=bench&version=1.0";

    public override bool Join(LoadSocket socket, ReadOnlySpan<byte> message, string channel)
    {
        if (message.IsEmpty) return false;
        if (message.IndexOf("subscription_succeeded"u8) > 0) return true;
        if (message.IndexOf("connection_established"u8) < 0) throw new InvalidOperationException($"Refused: {Encoding.UTF8.GetString(message)}");

        // The id stands in a JSON string in JSON: "{\"socket_id\":\"1.2\",…
        var id = message[(message.IndexOf("socket_id"u8) + "socket_id\\\":\\\""u8.Length)..];
        var socketId = Encoding.ASCII.GetString(id[..id.IndexOf((byte)'\\')]);
        var auth = Protocol.Pusher.PusherSignature.SignChannel(key, secret, socketId, "private-" + channel);
        socket.Send(FrameOf($$$"""{"event":"pusher:subscribe","data":{"channel":"private-{{{channel}}}","auth":"{{{auth}}}"}}"""));
        return false;
    }

    public override string Publish(string channel, string text) =>
        $$$"""{"event":"client-message","channel":"private-{{{channel}}}","data":{"text":"{{{text}}}"}}""";

    public override int CountEvents(LoadSocket socket, ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("client-message"u8) >= 0) return 1;
        if (message.IndexOf("pusher:ping"u8) >= 0) socket.Send(Pong);
        return 0;
    }
}
