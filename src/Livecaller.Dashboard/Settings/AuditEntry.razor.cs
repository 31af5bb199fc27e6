using System.Text.Json;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Settings;

/// <summary>One administrative act.</summary>
public sealed partial class AuditEntry
{
    private const int MaxShown = 160;

    [Parameter, EditorRequired] public required AuditEntryPayload Entry { get; set; }

    [Inject] private Clock Clock { get; set; } = null!;

    private string Who => SafeText.Name(Entry.Actor.Name) is { Length: > 0 } name ? name : Entry.Actor.Via == "command" ? Texts.AuditCommand : Texts.AuditApplication;

    private string Via => Entry.Actor.Via switch
    {
        "dashboard" => Texts.AuditViaDashboard,
        "api" => Texts.AuditViaApi,
        "api_key" => TimeText.Format(Texts.AuditViaKey, SafeText.Isolated(Entry.Actor.ApiKey ?? "")),
        "invitation" => Texts.AuditViaInvitation,
        "command" => Texts.AuditViaCommand,
        _ => Texts.AuditViaApplication,
    };

    // An action that a later version adds is shown by its name.
    private string What => Entry.Action switch
    {
        "operator.invited" => Texts.ActOperatorInvited,
        "operator.created" => Texts.ActOperatorCreated,
        "operator.joined" => Texts.ActOperatorJoined,
        "operator.updated" => Texts.ActOperatorUpdated,
        "operator.invitation_renewed" => Texts.ActInvitationRenewed,
        "operator.invitation_revoked" => Texts.ActInvitationRevoked,
        "operator.second_factor_reset" => Texts.ActSecondFactorReset,
        "operator.password_reset" => Texts.ActPasswordReset,
        "api_key.created" => Texts.ActKeyCreated,
        "api_key.deleted" => Texts.ActKeyDeleted,
        "widget.updated" => Texts.ActWidgetUpdated,
        "widget.secret_rotated" => Texts.ActSecretRotated,
        "widget.old_secret_ended" => Texts.ActOldSecretEnded,
        "department.created" => Texts.ActDepartmentCreated,
        "department.updated" => Texts.ActDepartmentUpdated,
        "department.deleted" => Texts.ActDepartmentDeleted,
        "canned_reply.created" => Texts.ActCannedReplyCreated,
        "canned_reply.updated" => Texts.ActCannedReplyUpdated,
        "canned_reply.deleted" => Texts.ActCannedReplyDeleted,
        "tag.renamed" => Texts.ActTagRenamed,
        "tag.removed" => Texts.ActTagRemoved,
        "view.created" => Texts.ActViewCreated,
        "view.updated" => Texts.ActViewUpdated,
        "view.deleted" => Texts.ActViewDeleted,
        var other => other,
    };

    private List<(string Name, string? Before, string? After)> Changes =>
        [.. Members(Entry.Before).Keys.Union(Members(Entry.After).Keys).Select(name => (name, TextOf(Entry.Before, name), TextOf(Entry.After, name)))];

    private static Dictionary<string, JsonElement> Members(JsonElement? values) =>
        values is { ValueKind: JsonValueKind.Object } all ? all.EnumerateObject().ToDictionary(m => m.Name, m => m.Value) : [];

    private static string? TextOf(JsonElement? values, string name)
    {
        if (!Members(values).TryGetValue(name, out var value))
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Null => "–",
            _ => value.GetRawText(),
        };
        return text.Length <= MaxShown ? text : text[..MaxShown] + "…";
    }
}
