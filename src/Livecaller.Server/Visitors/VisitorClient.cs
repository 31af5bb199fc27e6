using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Livecaller.Server.Visitors;

/// <summary>What a call says of the program that makes it, for operators.</summary>
/// <param name="Address">The address; null when it is unknown.</param>
/// <param name="UserAgent">The browser or program, as it names itself.</param>
/// <param name="Language">The language that it prefers.</param>
internal sealed partial record VisitorClient(string? Address, string? UserAgent, string? Language)
{
    private const int MaxUserAgent = 300;

    public static VisitorClient Of(HttpContext http)
    {
        string? agent = http.Request.Headers.UserAgent, language = http.Request.Headers.AcceptLanguage;
        return new(http.Connection.RemoteIpAddress?.ToString(), string.IsNullOrWhiteSpace(agent) ? null : TextRules.Cut(agent, MaxUserAgent), LanguageOf(language));
    }

    // https://www.rfc-editor.org/rfc/rfc9110#field.accept-language
    private static string? LanguageOf(string? header) => (header ?? "").Split(',').Take(20)
        .Select(static part => StringWithQualityHeaderValue.TryParse(part, out var value) ? value : null)
        .Where(static value => value is not null && Tag().IsMatch(value.Value)).OrderByDescending(static value => value!.Quality ?? 1).FirstOrDefault()?.Value;

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}\z")]
    private static partial Regex Tag();
}
