using System.IO.Compression;
using System.Text;

namespace Livecaller.Time.Cldr;

/// <summary>
/// The embedded extract of CLDR: an index, then blocks of patterns (format: eng/relative-time/README.md).
/// Deflate, as Brotli is not there in a browser. Inflated anew for each block, so that no more stays in memory than was asked for.
/// </summary>
internal static class CldrArchive
{
    public const int Units = 8;

    private const int Styles = 3;

    /// <summary>The sections of the index, each a list of lines, and the place where the blocks begin.</summary>
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

    /// <summary>The patterns of a block: styles by units.</summary>
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
            // An empty line: this style says what the longer one says.
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
