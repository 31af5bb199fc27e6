using System.IO.Compression;
using System.Text;

namespace Livecaller.Time.Cldr;

/// <summary>
/// Reads the embedded CLDR data: an index followed by blocks of patterns. For the format, see eng/relative-time/README.md.
/// The data uses Deflate because Brotli isn't available in browsers. It's decompressed for each block, so only requested blocks stay in memory.
/// </summary>
internal static class CldrArchive
{
    public const int Units = 8;

    private const int Styles = 3;

    /// <summary>Returns the sections of the index, each a list of lines, and the offset of the first block.</summary>
    public static (string[][] Sections, int BlocksAt) ReadIndex()
    {
        using var stream = Open();
        var header = new List<byte>();
        for (var next = stream.ReadByte(); next != '\n'; next = stream.ReadByte())
        {
            if (next < 0) throw new EndOfStreamException();
            header.Add((byte)next);
        }

        var length = int.Parse(Encoding.UTF8.GetString([.. header]).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var sections = ReadText(stream, length).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return (Array.ConvertAll(sections, section => section.Split('\n')), header.Count + 1 + length);
    }

    /// <summary>Returns the patterns of a block, by style and unit.</summary>
    public static UnitPattern[] ReadBlock(int offset, int length)
    {
        using var stream = Open();
        var skipped = new byte[8192];
        while (offset > 0)
        {
            var part = Math.Min(offset, skipped.Length);
            stream.ReadExactly(skipped, 0, part);
            offset -= part;
        }

        var lines = ReadText(stream, length).Split('\n');
        var patterns = new UnitPattern[Styles * Units];
        for (var index = 0; index < patterns.Length; index++)
        {
            // An empty line means that the patterns are the same as in the next longer style.
            patterns[index] = lines[index].Length > 0 ? UnitPattern.Parse(lines[index]) : patterns[index - Units];
        }

        return patterns;
    }

    private static string ReadText(DeflateStream stream, int length)
    {
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static DeflateStream Open() =>
        new(typeof(CldrArchive).Assembly.GetManifestResourceStream("Livecaller.Time.relative-time.deflate")!, CompressionMode.Decompress);
}
