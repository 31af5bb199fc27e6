using System.Numerics;

namespace Livecaller.Shared;

// What is in a WebM file, by its list of tracks: https://www.matroska.org/technical/elements.html
internal static class Webm
{
    private const uint Segment = 0x18538067;
    private const uint Tracks = 0x1654AE6B;
    private const uint TrackEntry = 0xAE;
    private const uint TrackType = 0x83;
    private const uint Cluster = 0x1F43B675;
    private const byte Audio = 2;

    /// <summary>Whether it has sound and no picture, as far as its first bytes tell.</summary>
    public static bool IsAudio(ReadOnlySpan<byte> head)
    {
        var isAudio = false;
        while (TryTake(ref head, keepMark: true, out var id) && id != Cluster && TryTake(ref head, keepMark: false, out var size))
        {
            // What is in these is looked at as if it stood beside them.
            if (id is Segment or Tracks or TrackEntry) continue;
            if (size > (ulong)head.Length) return isAudio;
            if (id == TrackType && size == 1)
            {
                if (head[0] != Audio) return false;
                isAudio = true;
            }
            head = head[(int)size..];
        }
        return isAudio;
    }

    // A number whose first byte tells how many follow.
    private static bool TryTake(ref ReadOnlySpan<byte> bytes, bool keepMark, out ulong value)
    {
        value = 0;
        if (bytes.IsEmpty || bytes[0] == 0) return false;
        var length = BitOperations.LeadingZeroCount((uint)bytes[0]) - 24 + 1;
        if (bytes.Length < length) return false;
        value = keepMark ? bytes[0] : bytes[0] & (0xFFu >> length);
        for (var i = 1; i < length; i++) value = value << 8 | bytes[i];
        bytes = bytes[length..];
        return true;
    }
}
