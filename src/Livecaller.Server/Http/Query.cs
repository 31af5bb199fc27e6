using System.Globalization;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Http;

// Numbers of a query string: out of range and no number at all are told apart from left out.
internal static class Query
{
    public static int Limit(HttpContext http, int whenMissing, int max) => (int)(Number(http, "limit", 1, max) ?? whenMissing);

    public static long? Number(HttpContext http, string name, long min, long max = long.MaxValue)
    {
        var text = http.Request.Query[name].ToString();
        if (!http.Request.Query.ContainsKey(name)) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        var range = max == long.MaxValue ? $"of {min} or more" : $"from {min} to {max}";
        throw new ProblemException(Problems.Invalid(name, $"Expected a whole number {range}, received '{Shorten(text)}'."));
    }

    public static string? Text(HttpContext http, string name, int maxLength = 200)
    {
        if (!http.Request.Query.ContainsKey(name)) return null;
        var text = http.Request.Query[name].ToString();
        return text.Length <= maxLength ? text
            : throw new ProblemException(Problems.Invalid(name, $"Expected at most {maxLength} characters, received {text.Length}."));
    }

    /// <summary>What is wrong when more than one of these is given; null otherwise.</summary>
    public static Problem? OnlyOne(HttpContext http, params ReadOnlySpan<string> names)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        foreach (var name in names)
            if (http.Request.Query.ContainsKey(name)) errors[name] = [$"Expected at most one of {string.Join(", ", names)}."];
        return errors.Count > 1 ? Problems.Invalid(errors) : null;
    }

    public static T? OneOf<T>(HttpContext http, string name, params ReadOnlySpan<(string Text, T Value)> choices) where T : struct
    {
        if (!http.Request.Query.ContainsKey(name)) return null;
        var text = http.Request.Query[name].ToString();
        List<string> names = [];
        foreach (var choice in choices)
        {
            if (choice.Text == text) return choice.Value;
            names.Add(choice.Text);
        }
        throw new ProblemException(Problems.Invalid(name, $"Expected one of {string.Join(", ", names)}, received '{Shorten(text)}'."));
    }

    public static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
