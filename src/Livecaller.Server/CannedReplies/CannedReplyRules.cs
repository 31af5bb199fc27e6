using System.Text.RegularExpressions;

namespace Livecaller.Server.CannedReplies;

// Validates canned replies.
internal static partial class CannedReplyRules
{
    // Whoever writes the message fills them in, so that the operator sees the text before it is sent.
    public const string VisitorName = "visitor.name";
    public const string OperatorName = "operator.name";

    private static readonly string[] Variables = [VisitorName, OperatorName];

    public static string? NormalizeShortcut(string? shortcut) => shortcut?.Trim().TrimStart('/').ToLowerInvariant();

    public static Problem? Check(CannedReplyRequest request, int maxCharacters)
    {
        if (request.Shortcut is { } shortcut && !Shortcut().IsMatch(NormalizeShortcut(shortcut)!))
            return Problems.Invalid("shortcut", $"Expected 1 to 40 letters, digits, '-' and '_', received '{TextRules.Shorten(shortcut)}'.");
        if (request.Content is not { } content) return null;
        if (InvisibleText.IsBlank(content)) return Problems.Invalid("content", $"Expected 1 to {maxCharacters} characters, received none.");
        if (TextRules.Check("content", TextRules.NormalizeLines(content), maxCharacters) is { } fault) return fault;
        if (FindUnknown(content) is not { } unknown) return null;
        return Problems.Invalid("content", $"There is no variable '{{{{{TextRules.Shorten(unknown)}}}}}'. Expected one of {string.Join(", ", Variables.Select(v => $"{{{{{v}}}}}"))}.");
    }

    /// <summary>The first variable of a text that doesn't exist, or null.</summary>
    public static string? FindUnknown(string content) => Variable().Matches(content).Select(m => m.Groups[1].Value.Trim()).FirstOrDefault(v => !Variables.Contains(v));

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}\z")]
    private static partial Regex Shortcut();

    [GeneratedRegex(@"\{\{([^{}]*)\}\}")]
    private static partial Regex Variable();
}
