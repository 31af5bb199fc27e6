using System.Buffers.Binary;

namespace Livecaller.Server.Images;

// Of EXIF only the orientation is of use for showing a picture: https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf, 4.6
internal static class Exif
{
    public const int Upright = 1;

    /// <summary>As many bytes as a JPEG can have of it: the orientation stands near its start.</summary>
    public const int MaxBytes = 64 * 1024;

    private const ushort OrientationTag = 0x0112;
    private const ushort Short = 3;
    private const int EntrySize = 12;

    /// <summary>The orientation, 1 to 8; 1 when it is not specified.</summary>
    /// <param name="tiff">A block of EXIF, without the prefix that some formats have.</param>
    public static int Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return Upright;
        bool big;
        if (tiff.StartsWith("MM"u8)) big = true;
        else if (tiff.StartsWith("II"u8)) big = false;
        else return Upright;
        var directory = big ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return Upright;
        var entries = tiff[((int)directory + 2)..];
        for (var left = Number(tiff[(int)directory..], big); left > 0 && entries.Length >= EntrySize; left--, entries = entries[EntrySize..])
        {
            if (Number(entries, big) == OrientationTag && Number(entries[2..], big) == Short)
                return Number(entries[8..], big) is var value and >= 1 and <= 8 ? value : Upright;
        }
        return Upright;
    }

    /// <summary>A block of EXIF with the orientation only; empty when there is none.</summary>
    public static byte[] Only(int orientation) => orientation == Upright ? []
        : [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, (byte)Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private static ushort Number(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
