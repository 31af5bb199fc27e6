using Livecaller;

namespace Gallery.Scenes;

/// <summary>A file that's sent in a scene.</summary>
/// <param name="Name">The file name.</param>
/// <param name="Type">The media type, such as <c>image/png</c>.</param>
/// <param name="Content">The bytes.</param>
internal sealed record SceneFile(string Name, string Type, byte[] Content)
{
    /// <summary>An image of a lamp.</summary>
    public static SceneFile Lamp { get; } = Image("lamp.webp");

    /// <summary>An image of a box.</summary>
    public static SceneFile Box { get; } = Image("box.webp");

    /// <summary>A square image of a lamp with another shade.</summary>
    public static SceneFile OtherShade { get; } = Image("other-shade.webp");

    /// <summary>The duration of a recording in seconds.</summary>
    public double? Duration { get; init; }

    /// <summary>Creates a silent recording with a made-up waveform.</summary>
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

    /// <summary>Creates a document with the signature of a PDF file, which the server checks.</summary>
    public static SceneFile Pdf(string name, int size)
    {
        var content = new byte[size];
        "%PDF-1.7\n"u8.CopyTo(content);
        return new(name, "application/pdf", content);
    }

    /// <summary>Creates an executable, which widgets don't accept.</summary>
    public static SceneFile Program(string name) => new(name, "application/x-msdownload", new byte[900]);

    /// <summary>Converts the file for the SDK.</summary>
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

    private static SceneFile Image(string name)
    {
        using var content = typeof(SceneFile).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return new(name, "image/webp", bytes);
    }
}
