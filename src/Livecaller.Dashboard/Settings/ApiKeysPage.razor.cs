using Livecaller.Dashboard.Localization;
using Livecaller.Server.ApiKeys;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Settings;

/// <summary>The keys that programs call the operator API with.</summary>
public sealed partial class ApiKeysPage
{
    private readonly HashSet<string> _scopes = [];
    private IReadOnlyList<ApiKeyPayload> _keys = [];
    private CreatedApiKey? _created;
    private bool _isCreating;
    private string? _deleting;
    private string? _name;
    private string? _error;

    // What this operator can give.
    private IEnumerable<(string Scope, string Text)> Scopes => OperatorPermissions.All
        .Where(permission => permission != OperatorPermission.OwnAccount && May(permission)).Select(permission => (OperatorPermissions.NameOf(permission), TextOf(permission)));

    private protected override async Task<string?> ReadAsync()
    {
        var (keys, error) = await Calls.CallAsync((IApiKeyService service, OperatorCaller me) => service.ListAsync(me), Texts.InboxFailedText);
        _keys = keys?.Data ?? _keys;
        return error;
    }

    private void Begin()
    {
        (_isCreating, _name, _error) = (true, null, null);
        _scopes.Clear();
    }

    private void Tick(string scope, bool isOn) => _ = isOn ? _scopes.Add(scope) : _scopes.Remove(scope);

    private async Task<string?> CreateAsync()
    {
        (_created, var error) = await Calls.CallAsync((IApiKeyService service, OperatorCaller me) => service.CreateAsync(me, new() { Name = _name, Scopes = [.. _scopes] }));
        if (error is null)
            await ReadAsync();
        return error;
    }

    private async Task DeleteAsync(string id)
    {
        (_, _error) = await Calls.CallAsync((IApiKeyService service, OperatorCaller me) => service.DeleteAsync(me, id));
        _deleting = null;
        await ReadAsync();
    }

    private string UseOf(ApiKeyPayload key) => key.LastUsedAt is { } used ? TimeText.Format(Texts.ApiKeyUsed, TimeText.Ago(Clock, used)) : Texts.ApiKeyNeverUsed;

    private static string TextOf(OperatorPermission permission) => permission switch
    {
        OperatorPermission.Converse => Texts.PermissionConverse,
        OperatorPermission.ManageConversations => Texts.PermissionManageConversations,
        OperatorPermission.ManageContent => Texts.PermissionManageContent,
        OperatorPermission.BlockVisitors => Texts.PermissionBlockVisitors,
        OperatorPermission.ReadReports => Texts.PermissionReadReports,
        OperatorPermission.ManageOperators => Texts.PermissionManageOperators,
        OperatorPermission.ManageDepartments => Texts.PermissionManageDepartments,
        OperatorPermission.ManageWidgets => Texts.PermissionManageWidgets,
        OperatorPermission.ManageApiKeys => Texts.PermissionManageApiKeys,
        OperatorPermission.ReadAuditLog => Texts.PermissionReadAuditLog,
        OperatorPermission.ManageVisitors => Texts.PermissionManageVisitors,
        OperatorPermission.ReadSystem => Texts.PermissionReadSystem,
        OperatorPermission.ManageOwners => Texts.PermissionManageOwners,
        OperatorPermission.ManageSecrets => Texts.PermissionManageSecrets,
        OperatorPermission.DeleteWidgets => Texts.PermissionDeleteWidgets,
        OperatorPermission.ManageSignIn => Texts.PermissionManageSignIn,
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "No key has this permission."),
    };
}
