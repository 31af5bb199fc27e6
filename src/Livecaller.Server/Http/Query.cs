namespace Livecaller.Server.Http;

// The values of a query string, by the shared rules.
internal static class Query
{
    public static int Limit(HttpContext http, int whenMissing, int max) => (int)(Number(http, "limit", 1, max) ?? whenMissing);

    public static long? Number(HttpContext http, string name, long min, long max = long.MaxValue) => QueryRules.Number(name, Of(http, name), min, max);

    public static string? Text(HttpContext http, string name) => QueryRules.Text(name, Of(http, name));

    /// <summary>What is wrong when more than one of these is given; null otherwise.</summary>
    public static Problem? OnlyOne(HttpContext http, params ReadOnlySpan<string> names) => QueryRules.OnlyOne(http.Request.Query.ContainsKey, names);

    public static T? OneOf<T>(HttpContext http, string name, params ReadOnlySpan<(string Text, T Value)> choices) where T : struct =>
        QueryRules.OneOf(name, Of(http, name), choices);

    public static string Shorten(string text) => TextRules.Shorten(text);

    private static string? Of(HttpContext http, string name) => http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
}
