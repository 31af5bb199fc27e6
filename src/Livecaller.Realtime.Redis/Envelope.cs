using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Livecaller.Realtime.Connections;
using Livecaller.Realtime.Nodes;

namespace Livecaller.Realtime.Redis;

/// <summary>What a node publishes on a channel of the broker.</summary>
/// <remarks>Two letters, a version, the kind, the node in 16 characters, and the content.</remarks>
/// <param name="Kind">The kind.</param>
/// <param name="Node">The sender.</param>
/// <param name="Content">The content.</param>
internal readonly partial record struct Envelope(EnvelopeKind Kind, string Node, ReadOnlyMemory<byte> Content)
{
    /// <summary>The length of the name of a node.</summary>
    public const int NodeLength = 16;

    private const int HeaderLength = 4 + NodeLength;

    private static ReadOnlySpan<byte> Signature => "LC\x1"u8;

    /// <summary>Writes an envelope.</summary>
    public static byte[] Write(EnvelopeKind kind, string node, ReadOnlySpan<byte> content)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(HeaderLength + content.Length);
        WriteHeader(bytes, kind, node);
        content.CopyTo(bytes.AsSpan(HeaderLength));
        return bytes;
    }

    /// <summary>Writes the envelope of an event: the length of the excluded socket's id, the id, and the frame.</summary>
    public static byte[] WriteEvent(string node, NodeEvent happened)
    {
        var except = happened.ExceptSocketId ?? "";
        var bytes = GC.AllocateUninitializedArray<byte>(HeaderLength + 1 + except.Length + happened.Frame.Length);
        WriteHeader(bytes, KindOf(happened.Kind), node);
        bytes[HeaderLength] = (byte)except.Length;
        Encoding.ASCII.GetBytes(except, bytes.AsSpan(HeaderLength + 1));
        happened.Frame.Span.CopyTo(bytes.AsSpan(HeaderLength + 1 + except.Length));
        return bytes;
    }

    /// <summary>Writes a beat.</summary>
    public static byte[] WriteBeat(string node, long number)
    {
        Span<byte> content = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(content, number);
        return Write(EnvelopeKind.Beat, node, content);
    }

    /// <summary>Reads an envelope. Null for what is none.</summary>
    public static Envelope? Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < HeaderLength || !span.StartsWith(Signature) || !Enum.IsDefined((EnvelopeKind)span[3])) return null;
        var node = Encoding.ASCII.GetString(span.Slice(4, NodeLength));
        return NodePattern().IsMatch(node) ? new((EnvelopeKind)span[3], node, bytes[HeaderLength..]) : null;
    }

    /// <summary>Reads the event. Null when there is none that a socket can receive.</summary>
    public NodeEvent? ReadEvent()
    {
        var span = Content.Span;
        if (span.Length == 0 || span.Length < 1 + span[0]) return null;
        var except = span[0] == 0 ? null : Encoding.ASCII.GetString(span.Slice(1, span[0]));
        var frame = Content[(1 + span[0])..];
        var kind = Kind switch
        {
            EnvelopeKind.Published => NodeEventKind.Published,
            EnvelopeKind.FromClient => NodeEventKind.FromClient,
            _ => NodeEventKind.Termination,
        };
        if (kind != NodeEventKind.Termination && !WebSocketFrames.IsText(frame.Span)) return null;
        return new(frame, except, kind);
    }

    /// <summary>Reads the number of a beat. Null when there is none.</summary>
    public long? ReadBeat() => BinaryPrimitives.TryReadInt64LittleEndian(Content.Span, out var number) ? number : null;

    private static EnvelopeKind KindOf(NodeEventKind kind) => kind switch
    {
        NodeEventKind.Published => EnvelopeKind.Published,
        NodeEventKind.FromClient => EnvelopeKind.FromClient,
        _ => EnvelopeKind.Termination,
    };

    private static void WriteHeader(Span<byte> bytes, EnvelopeKind kind, string node)
    {
        Signature.CopyTo(bytes);
        bytes[3] = (byte)kind;
        Encoding.ASCII.GetBytes(node, bytes[4..]);
    }

    [GeneratedRegex(@"^[0-9a-f]{16}\z")]
    private static partial Regex NodePattern();
}

/// <summary>What an envelope has in it.</summary>
internal enum EnvelopeKind : byte
{
    Published = 1,
    FromClient = 2,
    Termination = 3,

    /// <summary>A change of the subscribers on a node.</summary>
    Change = 4,

    /// <summary>What nodes tell each other beside channels.</summary>
    Signal = 5,

    /// <summary>The node is alive, and its own beat that it hears again shows that the broker delivers.</summary>
    Beat = 6,

    /// <summary>The node ends.</summary>
    Farewell = 7,
}
