using System.Globalization;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>The problem documents of the API, see https://www.rfc-editor.org/rfc/rfc9457.</summary>
internal static class Problems
{
    public static Problem Of(int status, string title, string detail) =>
        new() { Type = "about:blank", Title = title, Status = status, Detail = detail };

    public static Problem NotFound(string what) => Of(404, "Not found", $"There is no such {what}, or it is not yours.");

    public static Problem NoAddress => Of(404, "Not found", "There is no such address.");

    public static Problem WrongMethod(IEnumerable<string> expected, string received) =>
        Of(405, "Method not allowed", $"Expected {string.Join(" or ", expected)}, received {TextRules.Shorten(received)}.");

    public static Problem Unauthorized(string detail) => Of(401, "Unauthorized", detail);

    public static Problem Forbidden(string detail) => Of(403, "Forbidden", detail);

    public static Problem Conflict(string detail) => Of(409, "Conflict", detail);

    public static Problem Gone(string detail) => Of(410, "Gone", detail);

    public static Problem Unsupported(string detail) => Of(415, "Unsupported media type", detail);

    public static Problem TooLarge(string detail) => Of(413, "Content too large", detail);

    public static Problem Invalid(string field, string reason) => Invalid(new Dictionary<string, IReadOnlyList<string>> { [field] = [reason] });

    public static Problem Invalid(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) =>
        Of(422, "Unprocessable content", "The request has invalid values; see errors.") with { Errors = errors };

    public static Problem TooMany(int seconds) => TooMany(string.Create(CultureInfo.InvariantCulture, $"Try again in {seconds} s."));

    public static Problem NoStorage(string detail) => Of(507, "Insufficient storage", detail);

    public static Problem TooMany(string detail) => Of(429, "Too many requests", detail);
}
