namespace Livecaller.Bench.Soak;

/// <summary>The files that visitors send.</summary>
internal sealed class SoakFiles
{
    public const string PictureType = "image/png";

    private readonly byte[] _picture = Embedded("lamp.png");
    private readonly byte[] _note = [.. Enumerable.Repeat((byte)'n', 20_000)];

    /// <summary>An image, for which the server creates a thumbnail.</summary>
    public AttachmentUpload Picture() => new() { Name = "lamp.png", ContentType = PictureType, Content = new MemoryStream(_picture) };

    public AttachmentUpload Note() => new() { Name = "note.txt", ContentType = "text/plain", Content = new MemoryStream(_note) };

    private static byte[] Embedded(string name)
    {
        using var stream = typeof(SoakFiles).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
