namespace Livecaller.Shared;

/// <summary>Extensions of one kind of file: whoever accepts one of them accepts them all.</summary>
internal static class FileExtensions
{
    private static readonly string[][] Alike =
    [
        ["jpg", "jpeg", "jpe", "jfif"],
        ["txt", "text", "log", "md"],
        ["ogg", "oga", "opus"],
        ["webm", "weba"],
        ["wav", "wave"],
        ["mp4", "m4v"],
    ];

    /// <summary>The extension that stands for its kind.</summary>
    public static string Canonical(string extension)
    {
        var lower = extension.ToLowerInvariant();
        return Array.Find(Alike, kind => kind.Contains(lower)) is { } found ? found[0] : lower;
    }

    public static bool IsAccepted(string extension, IEnumerable<string> accepted)
    {
        var canonical = Canonical(extension);
        return accepted.Any(a => Canonical(a) == canonical);
    }

    /// <summary>The accepted extensions, and all others of their kinds.</summary>
    public static IEnumerable<string> WithAliases(IEnumerable<string> accepted) =>
        accepted.SelectMany(a => Array.Find(Alike, kind => kind.Contains(a.ToLowerInvariant())) is { } found ? found.Prepend(a) : [a]).Distinct();
}
