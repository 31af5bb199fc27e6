using System.Buffers;
using System.Text;

namespace Livecaller.Shared;

/// <summary>What the first bytes of a file look like.</summary>
internal enum TextLook
{
    /// <summary>Text, in UTF-8, UTF-16 or UTF-32.</summary>
    Text,

    /// <summary>No text in any encoding.</summary>
    Binary,

    /// <summary>Perhaps text in an encoding of one or several bytes for each character.</summary>
    Unknown,
}

/// <summary>Distinguishes text from other bytes: by the byte order mark, or by bytes that no text has.</summary>
internal static class TextBytes
{
    private const int BigEndianUtf16 = 1201;

    // A text has tabs, line ends and form feeds, and a log of a terminal escapes, bells and backspaces.
    private static readonly SearchValues<byte> NeverInText =
        SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1C, 0x1D, 0x1E, 0x1F]);

    /// <param name="head">The first bytes; the last character may be cut.</param>
    public static TextLook Look(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return Decode(head[4..], new UTF32Encoding(false, false, true), 4);
        if (head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return Decode(head[4..], new UTF32Encoding(true, false, true), 4);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Decode(head[2..], new UnicodeEncoding(false, false, true), 2);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Decode(head[2..], new UnicodeEncoding(true, false, true), 2);
        if (head.Contains((byte)0)) return LookWithoutMark(head);
        var isUtf8 = IsUtf8(head);
        return isUtf8 && head.IndexOfAny(NeverInText) < 0 ? TextLook.Text : TextLook.Unknown;
    }

    // A Latin text in UTF-16 has a zero in nearly every unit, always on the same side.
    private static TextLook LookWithoutMark(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }

        var isOften = Math.Max(even, odd) * 10 >= head.Length / 2 * 7;
        return !isOften || Math.Min(even, odd) > 0 ? TextLook.Binary : Decode(head, new UnicodeEncoding(bigEndian: even > 0, false, true), 2);
    }

    private static TextLook Decode(ReadOnlySpan<byte> bytes, Encoding encoding, int unit)
    {
        bytes = bytes[..(bytes.Length / unit * unit)];
        try
        {
            // Half a pair at the end is one that was cut; anywhere else it is none.
            if (unit == 2 && bytes.Length > 0 && char.IsHighSurrogate(LastUnit(bytes, encoding))) bytes = bytes[..^2];
            return encoding.GetString(bytes).Any(IsNeverInText) ? TextLook.Binary : TextLook.Text;
        }
        catch (ArgumentException)
        {
            return TextLook.Binary;
        }
    }

    private static char LastUnit(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        (char)(encoding.CodePage == BigEndianUtf16 ? bytes[^2] << 8 | bytes[^1] : bytes[^1] << 8 | bytes[^2]);

    private static bool IsNeverInText(char c) => c is '\uFFFE' or '\uFFFF' || (c < ' ' && NeverInText.Contains((byte)c));

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status == OperationStatus.NeedMoreData) return true;
            if (status != OperationStatus.Done) return false;
            bytes = bytes[consumed..];
        }

        return true;
    }
}
