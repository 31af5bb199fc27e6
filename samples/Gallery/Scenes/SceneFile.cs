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

    /// <summary>A file whose bytes nobody looks at.</summary>
    public static SceneFile Named(string name, string type, int size) => new(name, type, new byte[size]);

    /// <summary>The file for the SDK.</summary>
    public AttachmentUpload ToUpload() => new() { Name = Name, ContentType = Type, Content = new MemoryStream(Content) };

    private static SceneFile Picture(string name)
    {
        using var content = typeof(SceneFile).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return new(name, "image/webp", bytes);
    }
}
