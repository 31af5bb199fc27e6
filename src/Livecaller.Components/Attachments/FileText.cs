namespace Livecaller.Components.Attachments;

/// <summary>Names and sizes of files, as they are shown.</summary>
internal static class FileText
{
    /// <summary>The extension in lower case without the dot; empty when there is none.</summary>
    public static string Extension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name[(dot + 1)..].Trim().ToLowerInvariant();
    }

    public static string Size(long bytes, IPartTexts texts) => bytes switch
    {
        < 1024 => texts.Format(PartKeys.SizeBytes, bytes),
        < 1024 * 1024 => texts.Format(PartKeys.SizeKilobytes, Math.Max(1, bytes / 1024)),
        _ => texts.Format(PartKeys.SizeMegabytes, texts.Number(Math.Round(bytes / (1024.0 * 1024.0), 1))),
    };
}
