using Livecaller;

namespace Gallery.Scenes;

/// <summary>A file that somebody sends in a scene.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind, as <c>image/png</c>.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record SceneFile(string Name, string Type, byte[] Content)
{
    /// <summary>A lamp, as a picture.</summary>
    public static SceneFile Lamp { get; } = Picture("lamp.webp");

    /// <summary>A box, as a picture.</summary>
    public static SceneFile Box { get; } = Picture("box.webp");

    /// <summary>A lamp with another shade, as a square picture.</summary>
    public static SceneFile OtherShade { get; } = Picture("other-shade.webp");

    /// <summary>How long a recording is, in seconds.</summary>
    public double? Duration { get; init; }

    /// <summary>A recording of silence, whose waveform says otherwise.</summary>
    public static SceneFile Voice(int seconds)
    {
        const int rate = 8000;
        var size = seconds * rate;
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        writer.Write("RIFF"u8);
        writer.Write(36 + size);
        writer.Write("WAVEfmt "u8);
        foreach (var value in (int[])[16, 0x0001_0001, rate, rate, 0x0008_0001]) writer.Write(value);
        writer.Write("data"u8);
        writer.Write(size);
        writer.Write(Enumerable.Repeat((byte)128, size).ToArray());
        return new("voice.wav", "audio/wav", content.ToArray()) { Duration = seconds };
    }

    /// <summary>A file of which nobody looks at more than the first bytes: they are a PDF's.</summary>
    public static SceneFile Named(string name, string type, int size)
    {
        var content = new byte[size];
        "%PDF-1.7"u8.CopyTo(content);
        return new(name, type, content);
    }

    /// <summary>The file for the SDK.</summary>
    public AttachmentUpload ToUpload() => new()
    {
        Name = Name,
        ContentType = Type,
        Content = new MemoryStream(Content),
        Duration = Duration,
        Waveform = Duration is { } seconds ? [.. Enumerable.Range(0, 64).Select(i => Loudness(i, seconds))] : null,
    };

    private static double Loudness(int bar, double seconds) =>
        Math.Round(.08 + (.9 * Math.Abs(Math.Sin((bar / 9.0) + seconds) * Math.Sin(bar * 2.3))), 2);

    private static SceneFile Picture(string name)
    {
        using var content = typeof(SceneFile).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return new(name, "image/webp", bytes);
    }
}
