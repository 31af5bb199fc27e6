namespace Livecaller.Components.Attachments;

/// <summary>A file: its kind, name and size; a link that downloads it, or how far its upload got.</summary>
public sealed partial class FileCard : FilePart;
