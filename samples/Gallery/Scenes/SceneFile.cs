using Livecaller;

namespace Gallery.Scenes;

/// <summary>A file that somebody sends in a scene.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind, as <c>image/png</c>.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record SceneFile(string Name, string Type, byte[] Content)
{
    /// <summary>The file for the SDK.</summary>
    public AttachmentUpload ToUpload() => new() { Name = Name, ContentType = Type, Content = new MemoryStream(Content) };
}
