using System.Globalization;
using System.Text;

namespace Livecaller.Components.Messages;

/// <summary>Finds messages that consist of a few emoji only, which are displayed larger.</summary>
internal static class EmojiText
{
    private const int Most = 6;

    // A family of four with skin tones has eleven code points, each of them up to two characters long.
    private const int MaxEmojiLength = 22;

    /// <summary>Returns the number of emoji; 0 if the text contains anything else or more than a few.</summary>
    public static int Count(string text)
    {
        var rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > Most * MaxEmojiLength) return 0;
        var count = 0;
        while (rest.Length > 0)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            if (!IsEmoji(rest[..length]) || ++count > Most) return 0;
            rest = rest[length..].TrimStart(' ');
        }

        return count;
    }

    private static bool IsEmoji(ReadOnlySpan<char> element)
    {
        const char asEmoji = '\ufe0f';
        const char keycap = '\u20e3';
        if (Rune.DecodeFromUtf16(element, out var first, out _) != System.Buffers.OperationStatus.Done) return false;
        return first.Value switch
        {
            >= 0x1f000 and <= 0x1faff => true,
            '#' or '*' or (>= '0' and <= '9') => element[^1] == keycap,
            >= 0x2600 and <= 0x27bf => true,
            0x231a or 0x231b or (>= 0x23e9 and <= 0x23f3) or 0x2b50 or 0x2b55 or 0x2b1b or 0x2b1c => true,
            // Characters with a text presentation by default.
            0xa9 or 0xae or 0x203c or 0x2049 or 0x2122 or 0x2139 or (>= 0x2190 and <= 0x21ff) or (>= 0x2300 and <= 0x23ff)
                or 0x24c2 or (>= 0x25a0 and <= 0x25ff) or (>= 0x2934 and <= 0x2935) or (>= 0x2b00 and <= 0x2bff)
                or 0x3030 or 0x303d or 0x3297 or 0x3299 => element.Contains(asEmoji),
            _ => false,
        };
    }
}
