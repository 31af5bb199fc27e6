using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Security.Tests.Operators;

/// <summary>Who may make each call of the operator API. A call that is missing here fails a test.</summary>
internal static class OperatorApiRoles
{
    public static readonly IReadOnlyDictionary<string, OperatorPermission> Calls = new Dictionary<string, OperatorPermission>
    {
        ["POST auth/logout"] = OperatorPermission.OwnAccount,
        ["GET auth/sessions"] = OperatorPermission.OwnAccount,
        ["DELETE auth/sessions/{id}"] = OperatorPermission.OwnAccount,
        ["PATCH me"] = OperatorPermission.OwnAccount,
        ["GET conversations"] = OperatorPermission.Converse,
        ["GET conversations/{id}"] = OperatorPermission.Converse,
        ["GET conversations/{id}/messages"] = OperatorPermission.Converse,
        ["GET conversations/{id}/events"] = OperatorPermission.Converse,
        ["POST conversations/{id}/messages"] = OperatorPermission.Converse,
        ["PATCH conversations/{id}/messages/{messageId}"] = OperatorPermission.Converse,
        ["DELETE conversations/{id}/messages/{messageId}"] = OperatorPermission.Converse,
        ["POST conversations/{id}/typing"] = OperatorPermission.Converse,
        ["POST conversations/{id}/read"] = OperatorPermission.Converse,
        ["POST conversations/{id}/delivered"] = OperatorPermission.Converse,
        ["POST conversations/{id}/claim"] = OperatorPermission.Converse,
        ["POST conversations/{id}/assign"] = OperatorPermission.Converse,
        ["POST conversations/{id}/transfer"] = OperatorPermission.Converse,
        ["POST conversations/{id}/close"] = OperatorPermission.Converse,
        ["POST conversations/{id}/reopen"] = OperatorPermission.Converse,
        ["POST conversations/{id}/snooze"] = OperatorPermission.Converse,
        ["DELETE conversations/{id}/snooze"] = OperatorPermission.Converse,
        ["GET visitors"] = OperatorPermission.Converse,
        ["GET visitors/{id}"] = OperatorPermission.Converse,
        ["PATCH visitors/{id}"] = OperatorPermission.Converse,
        ["POST visitors/{id}/block"] = OperatorPermission.BlockVisitors,
        ["DELETE visitors/{id}/block"] = OperatorPermission.BlockVisitors,
        ["GET blocks"] = OperatorPermission.BlockVisitors,
        ["POST blocks"] = OperatorPermission.BlockVisitors,
        ["DELETE blocks/{id}"] = OperatorPermission.BlockVisitors,
        ["POST visitors/{id}/export"] = OperatorPermission.ManageVisitors,
        ["POST visitors/{id}/erase"] = OperatorPermission.ManageVisitors,
        ["GET jobs/{id}"] = OperatorPermission.ManageVisitors,
        ["GET jobs/{id}/file"] = OperatorPermission.ManageVisitors,
        ["GET conversations/{id}/notes"] = OperatorPermission.Converse,
        ["POST conversations/{id}/notes"] = OperatorPermission.Converse,
        ["PUT conversations/{id}/tags"] = OperatorPermission.Converse,
        ["GET conversations/{id}/operator-events"] = OperatorPermission.Converse,
        ["GET tags"] = OperatorPermission.Converse,
        ["GET tags/usage"] = OperatorPermission.Converse,
        ["POST tags/rename"] = OperatorPermission.ManageContent,
        ["POST tags/remove"] = OperatorPermission.ManageContent,
        ["POST conversations/{id}/mentions/read"] = OperatorPermission.Converse,
        ["POST conversations/bulk"] = OperatorPermission.Converse,
        ["GET views"] = OperatorPermission.Converse,
        ["POST views"] = OperatorPermission.Converse,
        ["PATCH views/{id}"] = OperatorPermission.Converse,
        ["DELETE views/{id}"] = OperatorPermission.Converse,
        ["GET drafts"] = OperatorPermission.Converse,
        ["GET conversations/{id}/drafts"] = OperatorPermission.Converse,
        ["PUT conversations/{id}/drafts"] = OperatorPermission.Converse,
        ["GET held-messages"] = OperatorPermission.Converse,
        ["POST conversations/{id}/held-messages"] = OperatorPermission.Converse,
        ["POST held-messages/{id}/undo"] = OperatorPermission.Converse,
        ["POST held-messages/{id}/send"] = OperatorPermission.Converse,
        ["GET canned-replies"] = OperatorPermission.Converse,
        ["POST canned-replies"] = OperatorPermission.Converse,
        ["PATCH canned-replies/{id}"] = OperatorPermission.Converse,
        ["DELETE canned-replies/{id}"] = OperatorPermission.Converse,
        ["POST broadcasting/auth"] = OperatorPermission.Converse,
        ["GET operators"] = OperatorPermission.Converse,
        ["GET widgets"] = OperatorPermission.Converse,
        ["GET widgets/{id}"] = OperatorPermission.Converse,
        ["GET departments"] = OperatorPermission.Converse,
        ["GET reports/summary"] = OperatorPermission.ReadReports,
        ["GET reports/summary.csv"] = OperatorPermission.ReadReports,
        ["GET reports/days"] = OperatorPermission.ReadReports,
        ["GET reports/days.csv"] = OperatorPermission.ReadReports,
        ["GET reports/operators"] = OperatorPermission.ReadReports,
        ["GET reports/operators.csv"] = OperatorPermission.ReadReports,
        ["GET reports/departments"] = OperatorPermission.ReadReports,
        ["GET reports/departments.csv"] = OperatorPermission.ReadReports,
        ["GET reports/hours"] = OperatorPermission.ReadReports,
        ["GET reports/hours.csv"] = OperatorPermission.ReadReports,
        ["GET reports/ratings"] = OperatorPermission.ReadReports,
        ["GET reports/ratings.csv"] = OperatorPermission.ReadReports,
        ["GET reports/comments"] = OperatorPermission.ReadReports,
        ["GET reports/comments.csv"] = OperatorPermission.ReadReports,
        ["GET reports/availability"] = OperatorPermission.ReadReports,
        ["GET reports/availability.csv"] = OperatorPermission.ReadReports,
        ["GET reports/live"] = OperatorPermission.ReadReports,
        ["POST operators"] = OperatorPermission.ManageOperators,
        ["PATCH operators/{id}"] = OperatorPermission.ManageOperators,
        ["POST operators/{id}/invitation"] = OperatorPermission.ManageOperators,
        ["DELETE operators/{id}/invitation"] = OperatorPermission.ManageOperators,
        ["DELETE operators/{id}/second-factor"] = OperatorPermission.ManageOperators,
        ["POST departments"] = OperatorPermission.ManageDepartments,
        ["PATCH departments/{id}"] = OperatorPermission.ManageDepartments,
        ["DELETE departments/{id}"] = OperatorPermission.ManageDepartments,
        ["PATCH widgets/{id}"] = OperatorPermission.ManageWidgets,
        ["GET api-keys"] = OperatorPermission.ManageApiKeys,
        ["POST api-keys"] = OperatorPermission.ManageApiKeys,
        ["DELETE api-keys/{id}"] = OperatorPermission.ManageApiKeys,
        ["GET audit-log"] = OperatorPermission.ReadAuditLog,
        ["GET audit-log.csv"] = OperatorPermission.ReadAuditLog,
        ["POST widgets/{id}/rotate-secret"] = OperatorPermission.ManageSecrets,
        ["DELETE widgets/{id}/old-secret"] = OperatorPermission.ManageSecrets,
    };

    /// <summary>What every caller who is signed in may do, API keys without a scope for it too.</summary>
    public static readonly string[] Open = ["GET me"];

    /// <summary>The role from which on somebody has a permission, as the table of docs/team.md says.</summary>
    public static readonly IReadOnlyDictionary<OperatorPermission, OperatorRole> From = new Dictionary<OperatorPermission, OperatorRole>
    {
        [OperatorPermission.Converse] = OperatorRole.Operator,
        [OperatorPermission.OwnAccount] = OperatorRole.Operator,
        [OperatorPermission.ManageConversations] = OperatorRole.Supervisor,
        [OperatorPermission.ManageContent] = OperatorRole.Supervisor,
        [OperatorPermission.BlockVisitors] = OperatorRole.Supervisor,
        [OperatorPermission.ReadReports] = OperatorRole.Supervisor,
        [OperatorPermission.ManageOperators] = OperatorRole.Administrator,
        [OperatorPermission.ManageDepartments] = OperatorRole.Administrator,
        [OperatorPermission.ManageWidgets] = OperatorRole.Administrator,
        [OperatorPermission.ManageApiKeys] = OperatorRole.Administrator,
        [OperatorPermission.ReadAuditLog] = OperatorRole.Administrator,
        [OperatorPermission.ManageVisitors] = OperatorRole.Administrator,
        [OperatorPermission.ReadSystem] = OperatorRole.Administrator,
        [OperatorPermission.ManageOwners] = OperatorRole.Owner,
        [OperatorPermission.ManageSecrets] = OperatorRole.Owner,
        [OperatorPermission.DeleteWidgets] = OperatorRole.Owner,
        [OperatorPermission.ManageSignIn] = OperatorRole.Owner,
    };

    /// <summary>The calls that the server has, except for the two that begin a session or an account.</summary>
    public static IReadOnlyList<string> Of(LivecallerServer server) =>
    [
        .. server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/operator/", StringComparison.Ordinal) && !e.RoutePattern.RawText.Contains("{**", StringComparison.Ordinal))
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {e.RoutePattern.RawText!.TrimStart('/')["v1/operator/".Length..].TrimEnd('/')}"))
            .Where(call => call is not ("POST auth/login" or "POST auth/invitation") && !call.StartsWith("HEAD", StringComparison.Ordinal)).Distinct(),
    ];
}
