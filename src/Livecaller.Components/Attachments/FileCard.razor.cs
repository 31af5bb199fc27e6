namespace Livecaller.Components.Attachments;

/// <summary>A file with its type, name and size, and a download link or the upload progress.</summary>
public sealed partial class FileCard : FilePart;
