using System.Globalization;
using System.Text;

namespace Livecaller.Server.Audit;

// The audit log as a table for spreadsheets, after https://www.rfc-editor.org/rfc/rfc4180.
internal static class AuditCsv
{
    public const string Header = "id,created_at,actor_id,actor,via,api_key,address,action,target_type,target_id,target,before,after\r\n";

    public static void Append(StringBuilder csv, AuditEntryPayload entry)
    {
        string?[] fields =
        [
            entry.Id, entry.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), entry.Actor.Id?.Value, entry.Actor.Name,
            entry.Actor.Via, entry.Actor.ApiKey, entry.Actor.Address, entry.Action, entry.Target.Type, entry.Target.Id, entry.Target.Name,
            entry.Before?.GetRawText(), entry.After?.GetRawText(),
        ];
        csv.AppendJoin(',', fields.Select(Field)).Append("\r\n");
    }

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
