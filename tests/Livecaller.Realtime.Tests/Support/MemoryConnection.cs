using System.Threading.Channels;

namespace Livecaller.Realtime.Tests.Support;

/// <summary>A connection without a network: the test writes what the client sends, and what the server sends is dropped.</summary>
internal sealed class MemoryConnection : Stream
{
    private readonly Channel<byte[]> _incoming = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private ReadOnlyMemory<byte> _rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Sends a message to the server; after the end it is lost, as it would be on the network.</summary>
    public void Say(byte[] message) => _incoming.Writer.TryWrite(MaskedFrame.Of(0x81, message));

    /// <summary>Ends the connection without a close frame.</summary>
    public void Drop() => _incoming.Writer.TryComplete();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty)
        {
            if (!await _incoming.Reader.WaitToReadAsync(cancellationToken)) return 0;
            if (buffer.IsEmpty || !_incoming.Reader.TryRead(out var frame)) return 0;
            _rest = frame;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A client hangs up when it has received the close frame, which is the last one.
        if (IsCloseLast(buffer.Span)) Drop();
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static bool IsCloseLast(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 2)
        {
            if (bytes[0] == 0x88) return true;
            var length = bytes[1] == 126 ? 4 + (bytes[2] << 8) + bytes[3] : 2 + bytes[1];
            bytes = bytes[length..];
        }

        return false;
    }
}

/// <summary>Frames as a client sends them.</summary>
internal static class MaskedFrame
{
    /// <summary>Returns a masked frame.</summary>
    /// <param name="first">The first byte: the final bit, the reserved bits and the code.</param>
    /// <param name="payload">The payload, at most 65,535 bytes.</param>
    public static byte[] Of(int first, ReadOnlySpan<byte> payload)
    {
        byte[] mask = [0x37, 0xFA, 0x21, 0x3D];
        byte[] masked = payload.ToArray();
        for (var i = 0; i < masked.Length; i++) masked[i] ^= mask[i % 4];
        return payload.Length < 126
            ? [(byte)first, (byte)(0x80 | payload.Length), .. mask, .. masked]
            : [(byte)first, 0xFE, (byte)(payload.Length >> 8), (byte)payload.Length, .. mask, .. masked];
    }
}
