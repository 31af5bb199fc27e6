namespace Livecaller.Shared;

/// <summary>A piece of a message's text: plain, or a link.</summary>
internal readonly record struct TextSegment(string Text, string? Href)
{
    /// <summary>Finds the links of a text. Only http and https are links; everything else stays text.</summary>
    public static IReadOnlyList<TextSegment> Split(string text)
    {
        var segments = new List<TextSegment>();
        var end = 0;
        for (var start = LinkBounds.FindStart(text, 0); start >= 0; start = LinkBounds.FindStart(text, start))
        {
            var address = text[start..LinkBounds.FindEnd(text, start)];
            if (Link(address) is not { } link)
            {
                start++;
                continue;
            }

            if (start > end) segments.Add(new(text[end..start], null));
            segments.Add(link);
            end = start += address.Length;
        }

        if (end < text.Length) segments.Add(new(text[end..], null));
        return segments;
    }

    private static TextSegment? Link(string address) =>
        SafeUri.TryCreate(address, out var uri) && uri.Scheme is "http" or "https" && uri!.UserInfo.Length == 0 ? Link(address, uri) : null;

    // Letters of other alphabets look like Latin ones: a host that has any is shown as the browser requests it, such as xn--….
    private static TextSegment? Link(string address, Uri uri)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var length = address.AsSpan(start).IndexOfAny('/', '?', '#');
        var host = length < 0 ? address[start..] : address.Substring(start, length);
        if (host.All(char.IsAscii)) return host.Contains('\\', StringComparison.Ordinal) ? null : new(address, uri.AbsoluteUri);
        try
        {
            var open = new UriBuilder(uri) { Host = uri.IdnHost }.Uri;
            return open.Host.All(char.IsAscii) ? new(open.AbsoluteUri, open.AbsoluteUri) : null;
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            return null;
        }
    }
}
