namespace Livecaller.Server.Http;

// Tables for spreadsheets, after https://www.rfc-editor.org/rfc/rfc4180.
internal static class Csv
{
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>
    /// A field, quoted. Spreadsheets run what begins with one of =, +, -, @, a tab or a line break as a formula, so an apostrophe comes before it,
    /// see https://owasp.org/www-community/attacks/CSV_Injection. Characters that reorder text are left out.
    /// </summary>
    public static string Field(string? text)
    {
        var clean = string.Concat((text ?? "").Where(static c => c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C')));
        var begin = clean.AsSpan().TrimStart();
        var isFormula = clean.Length > 0 && (clean[0] is '\t' or '\r' or '\n' || (begin.Length > 0 && begin[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'));
        return $"\"{(isFormula ? "'" : "")}{clean.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
