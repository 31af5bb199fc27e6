using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Livecaller.Realtime.Connections;

/// <summary>Reads the frames of a client from the bytes of its connection, by the rules of RFC 6455.</summary>
/// <remarks>A message that arrives whole is handed over where it lies. Only the rest of an incomplete one is kept, in a rented array.</remarks>
/// <param name="maxMessageBytes">The maximum size of a message over all of its fragments.</param>
internal sealed class WebSocketReader(int maxMessageBytes)
{
    private const int FinalBit = 0x80;
    private const int ReservedBits = 0x70;
    private const int ControlBit = 0x08;
    private const int MaskBit = 0x80;
    private const int MaxHeaderLength = 14;
    private const int NormalClosure = 1000;

    private byte[]? _kept;
    private int _keptCount;
    private int _messageBytes;
    private byte _messageCode;
    private bool _isMessageDone;

    // The frame whose payload is being read. Control frames can come between the fragments of a message.
    private byte _first;
    private uint _mask;
    private long _missing;
    private int _controlStart;
    private FrameStage _stage;

    /// <summary>Reads the next frame. False when more bytes are needed; all bytes have been taken then.</summary>
    /// <param name="bytes">The received bytes, which are changed.</param>
    /// <param name="frame">The frame. Its payload is valid until the next call.</param>
    public bool TryRead(ref Span<byte> bytes, out ReceivedFrame frame)
    {
        Release();
        while (_stage != FrameStage.Broken)
        {
            if (_stage == FrameStage.Header)
            {
                if (!TryReadHeader(ref bytes, out var isValid)) break;
                if (!isValid) return Fail(out frame);
                if (_stage == FrameStage.Skipping)
                {
                    frame = new(ReceivedFrameKind.TooLarge);
                    return true;
                }
            }

            var part = bytes[..(int)Math.Min(_missing, bytes.Length)];
            bytes = bytes[part.Length..];
            _missing -= part.Length;
            if (_stage == FrameStage.Skipping)
            {
                if (_missing > 0) break;
                _stage = FrameStage.Header;
                continue;
            }

            _mask = WebSocketFrames.Unmask(part, _mask);
            if (_missing > 0)
            {
                Keep(part);
                break;
            }

            _stage = FrameStage.Header;
            frame = IsControl(_first) ? EndControl(part) : EndData(part);
            return true;
        }

        frame = default;
        return false;
    }

    /// <summary>Returns what is rented. Nothing can be read afterwards.</summary>
    public void Close()
    {
        if (_kept is not null) ArrayPool<byte>.Shared.Return(_kept);
        (_kept, _keptCount, _stage) = (null, 0, FrameStage.Broken);
    }

    private static bool IsControl(byte first) => (first & ControlBit) != 0;

    private bool Fail(out ReceivedFrame frame)
    {
        _stage = FrameStage.Broken;
        frame = new(ReceivedFrameKind.Violation);
        return true;
    }

    // The bytes of an incomplete header are kept behind those of the message.
    private bool TryReadHeader(ref Span<byte> bytes, out bool isValid)
    {
        isValid = true;
        var before = _keptCount - _messageBytes;
        Span<byte> joined = stackalloc byte[MaxHeaderLength];
        scoped Span<byte> header = bytes;
        if (before > 0)
        {
            _kept.AsSpan(_messageBytes, before).CopyTo(joined);
            var added = Math.Min(MaxHeaderLength - before, bytes.Length);
            bytes[..added].CopyTo(joined[before..]);
            header = joined[..(before + added)];
        }

        var length = header.Length < 2 ? 2 : HeaderLength(header[1]);
        if (header.Length >= 2 && !IsValidStart(header[0], header[1]))
        {
            isValid = false;
            return true;
        }

        if (header.Length < length)
        {
            Keep(bytes);
            bytes = [];
            return false;
        }

        _keptCount = _messageBytes;
        bytes = bytes[(length - before)..];
        isValid = TryBegin(header[..length]);
        return true;
    }

    private static int HeaderLength(byte second) => 6 + ((second & 0x7F) switch { 127 => 8, 126 => 2, _ => 0 });

    private bool IsValidStart(byte first, byte second)
    {
        if ((second & MaskBit) == 0 || (first & ReservedBits) != 0) return false;
        return (first & 0xF) switch
        {
            WebSocketFrames.Continuation => _messageCode != 0,
            WebSocketFrames.Text or WebSocketFrames.Binary => _messageCode == 0,
            WebSocketFrames.Close or WebSocketFrames.Ping or WebSocketFrames.Pong =>
                (first & FinalBit) != 0 && (second & 0x7F) <= WebSocketFrames.MaxControlPayload,
            _ => false,
        };
    }

    private bool TryBegin(ReadOnlySpan<byte> header)
    {
        var length = (header[1] & 0x7F) switch
        {
            127 => BinaryPrimitives.ReadUInt64BigEndian(header[2..]),
            126 => BinaryPrimitives.ReadUInt16BigEndian(header[2..]),
            var small => (ulong)small,
        };
        if (length > long.MaxValue) return false;
        (_first, _missing, _mask) = (header[0], (long)length, BitConverter.ToUInt32(header[^4..]));
        _stage = FrameStage.Payload;
        if (IsControl(_first))
        {
            _controlStart = _keptCount;
            return true;
        }

        var code = (byte)(_first & 0xF);
        if (code != WebSocketFrames.Continuation) _messageCode = code;
        if (_missing > maxMessageBytes - _messageBytes)
        {
            _stage = FrameStage.Skipping;
            (_messageBytes, _keptCount) = (0, 0);
            _messageCode = (_first & FinalBit) != 0 ? (byte)0 : _messageCode;
        }

        return true;
    }

    private ReceivedFrame EndControl(Span<byte> part)
    {
        var payload = part;
        if (_keptCount > _controlStart)
        {
            Keep(part);
            payload = _kept.AsSpan(_controlStart, _keptCount - _controlStart);
            _keptCount = _controlStart;
        }

        return (_first & 0xF) switch
        {
            WebSocketFrames.Ping => new(ReceivedFrameKind.Ping, payload),
            WebSocketFrames.Pong => new(ReceivedFrameKind.Pong, payload),
            _ => EndClose(payload),
        };
    }

    private ReceivedFrame EndClose(ReadOnlySpan<byte> payload)
    {
        _stage = FrameStage.Broken;
        if (payload.IsEmpty) return new(ReceivedFrameKind.Close, closeCode: NormalClosure);
        if (payload.Length < 2 || !Utf8.IsValid(payload[2..])) return new(ReceivedFrameKind.Violation);
        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        return code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999)
            ? new(ReceivedFrameKind.Close, closeCode: code)
            : new(ReceivedFrameKind.Violation);
    }

    private ReceivedFrame EndData(Span<byte> part)
    {
        var isFinal = (_first & FinalBit) != 0;
        if (!isFinal || _keptCount > 0) Keep(part);
        if (!isFinal)
        {
            var size = _keptCount - _messageBytes;
            _messageBytes = _keptCount;
            return new(ReceivedFrameKind.Fragment, _kept.AsSpan(_messageBytes - size, size));
        }

        var payload = _keptCount > 0 ? _kept.AsSpan(0, _keptCount) : part;
        var isText = _messageCode == WebSocketFrames.Text;
        (_messageCode, _messageBytes, _isMessageDone) = (0, 0, true);
        if (!isText) return new(ReceivedFrameKind.Binary, payload);
        if (Utf8.IsValid(payload)) return new(ReceivedFrameKind.Text, payload);
        _stage = FrameStage.Broken;
        return new(ReceivedFrameKind.InvalidText);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        var needed = _keptCount + bytes.Length;
        if (_kept is null)
        {
            _kept = ArrayPool<byte>.Shared.Rent(needed);
        }
        else if (_kept.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _kept.Length * 2));
            _kept.AsSpan(0, _keptCount).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_kept);
            _kept = larger;
        }

        bytes.CopyTo(_kept.AsSpan(_keptCount));
        _keptCount = needed;
    }

    private void Release()
    {
        if (_isMessageDone) (_keptCount, _isMessageDone) = (0, false);
        if (_kept is null || _keptCount > 0 || _messageCode != 0) return;
        ArrayPool<byte>.Shared.Return(_kept);
        _kept = null;
    }

    private enum FrameStage : byte
    {
        Header,
        Payload,

        /// <summary>The payload of a frame that is too large is dropped.</summary>
        Skipping,

        /// <summary>Nothing that follows can be read.</summary>
        Broken,
    }
}

/// <summary>A frame of a client, or what is wrong with it.</summary>
internal readonly ref struct ReceivedFrame(ReceivedFrameKind kind, Span<byte> payload = default, int closeCode = 0)
{
    public ReceivedFrameKind Kind => kind;

    public Span<byte> Payload { get; } = payload;

    /// <summary>The code of a close frame; 1000 when it has none.</summary>
    public int CloseCode => closeCode;
}

/// <summary>The kinds of frames.</summary>
internal enum ReceivedFrameKind : byte
{
    /// <summary>A whole text message.</summary>
    Text,

    /// <summary>A whole binary message.</summary>
    Binary,

    /// <summary>A frame of a message that goes on.</summary>
    Fragment,
    Ping,
    Pong,
    Close,

    /// <summary>The message is larger than allowed. The rest of its frame is dropped.</summary>
    TooLarge,

    /// <summary>A text that is not UTF-8.</summary>
    InvalidText,

    /// <summary>A frame that RFC 6455 does not allow.</summary>
    Violation,
}
