using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Shared;

/// <summary>Parses addresses that came from others.</summary>
internal static class SafeUri
{
    /// <summary>Parses an absolute address.</summary>
    public static bool TryCreate(string text, [NotNullWhen(true)] out Uri? uri) => TryCreate(null, text, out uri);

    /// <summary>Parses an address that can be relative to another one.</summary>
    /// <param name="relativeTo">The address that it's relative to; null to accept absolute ones only.</param>
    /// <param name="text">The address.</param>
    /// <param name="uri">The absolute address.</param>
    public static bool TryCreate(Uri? relativeTo, string text, [NotNullWhen(true)] out Uri? uri)
    {
        try
        {
            return relativeTo is null ? Uri.TryCreate(text, UriKind.Absolute, out uri) : Uri.TryCreate(relativeTo, text, out uri);
        }
        catch (IndexOutOfRangeException)
        {
            // Uri.TryCreate throws for some network paths that contain a direction mark, such as \\…\U+202E\…
            uri = null;
            return false;
        }
    }
}
