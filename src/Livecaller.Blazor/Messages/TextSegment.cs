using System.Text.RegularExpressions;

namespace Livecaller.Blazor.Messages;

/// <summary>A piece of a message's text: plain, or a link.</summary>
internal readonly partial record struct TextSegment(string Text, string? Href)
{
    /// <summary>Finds the links of a text. Only http and https are links; everything else stays the text that it is.</summary>
    public static IReadOnlyList<TextSegment> Split(string text)
    {
        var segments = new List<TextSegment>();
        var end = 0;
        foreach (Match match in Address().Matches(text))
        {
            var address = TrimEnd(match.Value);
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0) continue;
            if (match.Index > end) segments.Add(new(text[end..match.Index], null));
            segments.Add(new(address, uri.AbsoluteUri));
            end = match.Index + address.Length;
        }

        if (end < text.Length) segments.Add(new(text[end..], null));
        return segments;
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
