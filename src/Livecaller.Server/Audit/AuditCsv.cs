using System.Globalization;
using System.Text;
using Livecaller.Server.Http;

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
        csv.AppendJoin(',', fields.Select(Csv.Field)).Append("\r\n");
    }
}
