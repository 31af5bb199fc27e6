using System.Text.RegularExpressions;

namespace Livecaller.Blazor.Messages;

/// <summary>A piece of a message's text: plain, or a link.</summary>
internal readonly partial record struct TextSegment(string Text, string? Href)
{
    /// <summary>Finds the links of a text. Only http and https are links; everything else stays the text that it is.</summary>
    public static IReadOnlyList<TextSegment> Split(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal)) return text.Length == 0 ? [] : [new(text, null)];
        var segments = new List<TextSegment>();
        var end = 0;
        foreach (Match match in Address().Matches(text))
        {
            var address = TrimEnd(match.Value);
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0) continue;
            if (Link(address, uri) is not { } link) continue;
            if (match.Index > end) segments.Add(new(text[end..match.Index], null));
            segments.Add(link);
            end = match.Index + address.Length;
        }

        if (end < text.Length) segments.Add(new(text[end..], null));
        return segments;
    }

    // Letters of other alphabets look like ours: a host that has any is shown as the browser will ask for it, such as xn--….
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

    // "(see https://example.com/a)." ends before the bracket and the stop, https://example.com/a_(b) has its own bracket.
    private static string TrimEnd(string address)
    {
        while (address.Length > 0)
        {
            var last = address[^1];
            var unbalanced = last == ')' && address.Count(c => c == ')') > address.Count(c => c == '(');
            if (!unbalanced && !".,;:!?'\"…’”»،؟".Contains(last, StringComparison.Ordinal)) break;
            address = address[..^1];
        }

        return address;
    }

    // Control and format characters end an address: a direction override inside it would show another one than it opens.
    [GeneratedRegex(@"\bhttps?://[^\s<>\p{Cc}\p{Cf}]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
