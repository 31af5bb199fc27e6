using System.Buffers.Binary;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>A WebSocket of the load generator.</summary>
internal sealed class LoadSocket(int fd, int index)
{
    private byte[]? _rest;

    public int Fd => fd;

    public int Index => index;

    public SocketStage Stage { get; set; }

    /// <summary>The number of events that it received.</summary>
    public int Received { get; set; }

    /// <summary>The frame that it sends as a publisher.</summary>
    public byte[] Frame { get; set; } = [];

    /// <summary>Sends bytes. They're few, so the kernel's buffer has room for them.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        ref var first = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(bytes);
        while (Posix.send(fd, ref first, bytes.Length, 0x4000) != bytes.Length)
        {
            if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Posix.Again)
                throw new InvalidOperationException($"Socket {index} was closed by the server.");
        }
    }

    /// <summary>Hands over every complete message of the received bytes, and keeps the rest.</summary>
    public void OnBytes(ReadOnlySpan<byte> bytes, MessageHandler onMessage)
    {
        if (_rest is { } rest)
        {
            bytes = (byte[])[.. rest, .. bytes];
            _rest = null;
        }

        while (TryTake(ref bytes, out var opCode, out var message))
        {
            if (opCode == 8) throw new InvalidOperationException($"Socket {index} was closed: {System.Text.Encoding.UTF8.GetString(message[Math.Min(2, message.Length)..])}");
            if (opCode == 1) onMessage(this, message);
        }

        if (!bytes.IsEmpty) _rest = bytes.ToArray();
    }

    private bool TryTake(ref ReadOnlySpan<byte> bytes, out int opCode, out ReadOnlySpan<byte> message)
    {
        opCode = 0;
        message = default;
        if (Stage == SocketStage.Upgrading)
        {
            var end = bytes.IndexOf("\r\n\r\n"u8);
            if (end < 0) return false;
            if (!bytes.StartsWith("HTTP/1.1 101"u8)) throw new InvalidOperationException($"Refused: {System.Text.Encoding.ASCII.GetString(bytes[..end])}");
            bytes = bytes[(end + 4)..];
            (opCode, Stage) = (1, SocketStage.Upgraded);
            return true;
        }

        if (bytes.Length < 2) return false;
        var (head, length) = (2, (int)bytes[1]);
        if (length == 126)
        {
            if (bytes.Length < 4) return false;
            (head, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        }
        else if (length == 127)
        {
            if (bytes.Length < 10) return false;
            (head, length) = (10, (int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]));
        }

        if (bytes.Length < head + length) return false;
        opCode = bytes[0] & 0xF;
        message = bytes.Slice(head, length);
        bytes = bytes[(head + length)..];
        return true;
    }
}

/// <summary>How far a socket is.</summary>
internal enum SocketStage
{
    Connecting,
    Upgrading,
    Upgraded,
    Subscribed,
}

/// <summary>Handles a message of a server; the first one of a socket is empty and stands for the response to the upgrade.</summary>
internal delegate void MessageHandler(LoadSocket socket, ReadOnlySpan<byte> message);
