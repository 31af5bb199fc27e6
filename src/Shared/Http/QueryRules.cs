using System.Globalization;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Reads the values of a query string. Missing (null), out of range and unreadable values are distinguished.</summary>
internal static class QueryRules
{
    public const int DefaultMessages = 50;
    public const int MaxMessages = 100;
    public const int DefaultEvents = 200;
    public const int MaxEvents = 500;
    public const int DefaultConversations = 50;
    public const int MaxConversations = 100;

    private const int MaxText = 200;

    /// <exception cref="ProblemException">422: it is not a whole number, or out of range.</exception>
    public static long? Number(string name, string? text, long min, long max = long.MaxValue)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        var range = max == long.MaxValue ? $"of {min} or more" : $"from {min} to {max}";
        throw ProblemException.Invalid(name, $"Expected a whole number {range}, received '{TextRules.Shorten(text)}'.");
    }

    /// <exception cref="ProblemException">422: it is longer, or contains control characters.</exception>
    public static string? Text(string name, string? text, int maxLength = MaxText) => text is null || TextRules.LineFault(text, maxLength) is not { } fault ? text
        : throw ProblemException.Invalid(name, fault);

    /// <exception cref="ProblemException">422: it is none of the choices.</exception>
    public static T? OneOf<T>(string name, string? text, params ReadOnlySpan<(string Text, T Value)> choices) where T : struct
    {
        if (text is null) return null;
        List<string> names = [];
        foreach (var choice in choices)
        {
            if (choice.Text == text) return choice.Value;
            names.Add(choice.Text);
        }
        throw ProblemException.Invalid(name, $"Expected one of {string.Join(", ", names)}, received '{TextRules.Shorten(text)}'.");
    }

    /// <summary>The status that a list of conversations is asked for.</summary>
    public static ConversationStatus? Status(string? text) => OneOf("status", text,
        ("queued", ConversationStatus.Queued), ("active", ConversationStatus.Active), ("closed", ConversationStatus.Closed));

    /// <summary>The problem of more than one of these names being given; null otherwise.</summary>
    public static Problem? OnlyOne(Func<string, bool> isGiven, params ReadOnlySpan<string> names)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        foreach (var name in names)
            if (isGiven(name)) errors[name] = [$"Expected at most one of {string.Join(", ", names)}."];
        return errors.Count > 1 ? Problems.Invalid(errors) : null;
    }
}
