using Livecaller.Protocol;
using Livecaller.Security.Tests.Support;
using Livecaller.Server;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Security.Tests.Operators;

/// <summary>An operator whose session, role or account has changed in the database, without the page or the client knowing it.</summary>
public sealed class OperatorAccessTests
{
    // Every method that is not here is for every operator.
    private static readonly Dictionary<string, OperatorPermission> Permissions = new()
    {
        ["IApiKeyService.CreateAsync"] = OperatorPermission.ManageApiKeys,
        ["IApiKeyService.DeleteAsync"] = OperatorPermission.ManageApiKeys,
        ["IApiKeyService.ListAsync"] = OperatorPermission.ManageApiKeys,
        ["IAuditLogService.ListAsync"] = OperatorPermission.ReadAuditLog,
        ["IBlockService.BlockAddressAsync"] = OperatorPermission.BlockVisitors,
        ["IBlockService.BlockVisitorAsync"] = OperatorPermission.BlockVisitors,
        ["IBlockService.ListAsync"] = OperatorPermission.BlockVisitors,
        ["IBlockService.UnblockAsync"] = OperatorPermission.BlockVisitors,
        ["IBlockService.UnblockVisitorAsync"] = OperatorPermission.BlockVisitors,
        ["IDepartmentService.CreateAsync"] = OperatorPermission.ManageDepartments,
        ["IDepartmentService.DeleteAsync"] = OperatorPermission.ManageDepartments,
        ["IDepartmentService.UpdateAsync"] = OperatorPermission.ManageDepartments,
        ["IReportService.ReadAvailabilityAsync"] = OperatorPermission.ReadReports,
        ["IReportService.ReadCommentsAsync"] = OperatorPermission.ReadReports,
        ["IReportService.ReadDaysAsync"] = OperatorPermission.ReadReports,
        ["IReportService.ReadDepartmentsAsync"] = OperatorPermission.ReadReports,
        ["IReportService.ReadHoursAsync"] = OperatorPermission.ReadReports,
        ["IReportService.ReadLiveAsync"] = OperatorPermission.ReadReports,
        ["IReportService.ReadOperatorsAsync"] = OperatorPermission.ReadReports,
        ["IReportService.ReadRatingsAsync"] = OperatorPermission.ReadReports,
        ["IReportService.ReadSummaryAsync"] = OperatorPermission.ReadReports,
        ["ITagService.RemoveAsync"] = OperatorPermission.ManageContent,
        ["ITagService.RenameAsync"] = OperatorPermission.ManageContent,
        ["ITeamService.InviteAsync"] = OperatorPermission.ManageOperators,
        ["ITeamService.RenewInvitationAsync"] = OperatorPermission.ManageOperators,
        ["ITeamService.RevokeInvitationAsync"] = OperatorPermission.ManageOperators,
        ["ITeamService.UpdateAsync"] = OperatorPermission.ManageOperators,
        ["IVisitorService.EraseAsync"] = OperatorPermission.ManageVisitors,
        ["IVisitorService.ExportAsync"] = OperatorPermission.ManageVisitors,
        ["IVisitorService.FindJobAsync"] = OperatorPermission.ManageVisitors,
        ["IVisitorService.OpenExportAsync"] = OperatorPermission.ManageVisitors,
        ["IWidgetService.EndOldSecretAsync"] = OperatorPermission.ManageSecrets,
        ["IWidgetService.ReadSecretAsync"] = OperatorPermission.ManageSecrets,
        ["IWidgetService.RotateSecretAsync"] = OperatorPermission.ManageSecrets,
        ["IWidgetService.UpdateAsync"] = OperatorPermission.ManageWidgets,
    };

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public static TheoryData<string> Ends => ["revoked", "expired", "stamp", "locked", "deleted", "of somebody else"];

    [Fact]
    public void Every_method_of_every_service_is_told_who_calls_it_and_can_refuse()
    {
        Assert.InRange(ServiceCall.All.Count, 20, 1000);
        foreach (var call in ServiceCall.All)
        {
            Assert.True(call.Method.GetParameters()[0].ParameterType == typeof(OperatorCaller), $"{call} doesn't begin with its caller.");
            Assert.True(call.Method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>)
                && call.Method.ReturnType.GenericTypeArguments[0].GetGenericTypeDefinition() == typeof(Outcome<>), $"{call} cannot say that it refuses.");
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task No_service_does_anything_in_a_session_that_has_ended(string how)
    {
        await using var server = await LivecallerServer.StartAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();
        foreach (var call in ServiceCall.All)
        {
            var session = await SignInAsync(server, "olga" + Caller.NewId(), LivecallerRoles.Owner);
            Assert.NotEqual(401, (await call.RunAsync(server, session, conversation))?.Status);
            session = await EndAsync(server, session, how);

            Problem? problem = null;
            var (commands, transactions) = await DatabaseUse.OfAsync(async () => problem = await call.RunAsync(server, session, conversation));

            Assert.True(problem?.Status == 401, $"{call} answers {problem?.Status} in a session that is {how}.");
            Assert.Equal("The session has ended. Log in again.", problem!.Detail);
            // The check, and the reason for those who still have the session open.
            Assert.True(commands <= 2 && transactions == 0, $"{call} uses the database {commands} times, with {transactions} transactions.");
        }
    }

    [Theory]
    [InlineData("owner", "owner")]
    [InlineData("administrator", "administrator")]
    [InlineData("supervisor", "supervisor")]
    [InlineData("operator", "operator")]
    [InlineData(null, "operator")]
    public async Task A_role_is_refused_the_methods_that_need_a_permission_which_it_does_not_have(string? role, string counts)
    {
        await using var server = await LivecallerServer.StartAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();
        var session = await SignInAsync(server, "ivan", LivecallerRoles.Owner);
        await SetRoleAsync(server, session, role);
        List<string> refused = [];

        foreach (var call in ServiceCall.All)
        {
            Problem? problem = null;
            var (commands, transactions) = await DatabaseUse.OfAsync(async () => problem = await call.RunAsync(server, session, conversation));
            if (problem?.Status != 403) continue;
            Assert.StartsWith($"The role {counts} doesn't have the permission ", problem.Detail, StringComparison.Ordinal);
            Assert.Equal((1, 0), (commands, transactions));
            refused.Add(call.Name);
        }

        Assert.Equal(
            Permissions.Where(p => OperatorApiRoles.From[p.Value] > OperatorRoles.Find(counts)).Select(p => p.Key).Order(StringComparer.Ordinal),
            refused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_owner_is_refused_nothing_and_a_role_counts_from_the_next_call()
    {
        await using var server = await LivecallerServer.StartAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();
        var session = await SignInAsync(server, "ivan", role: null);
        await SetRoleAsync(server, session, LivecallerRoles.Owner);

        foreach (var call in ServiceCall.All)
            Assert.False((await call.RunAsync(server, session, conversation))?.Status is 401 or 403, $"{call} refuses an owner.");
    }

    [Theory]
    [InlineData("locked")]
    [InlineData("deleted")]
    public async Task The_application_cannot_act_for_an_account_that_is_locked_or_deleted(string how)
    {
        await using var server = await LivecallerServer.StartAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();
        var session = await SignInAsync(server, "ivan", LivecallerRoles.Owner);
        await EndAsync(server, session, how);

        foreach (var call in ServiceCall.All)
            Assert.Equal((call.Name, 403), (call.Name, (await call.RunAsync(server, OperatorCaller.OnBehalfOf(session.OperatorId!.Value), conversation))?.Status));
    }

    [Fact]
    public async Task The_application_itself_sees_everything_and_writes_in_no_conversation()
    {
        await using var server = await LivecallerServer.StartAsync();
        var conversation = await (await server.VisitorAsync()).StartAsync();
        List<string> refused = [];

        foreach (var call in ServiceCall.All)
        {
            var problem = await call.RunAsync(server, OperatorCaller.Application, conversation);
            Assert.NotEqual(401, problem?.Status);
            if (problem?.Status == 403) refused.Add(call.Method.Name);
        }

        Assert.Equal(
            [
                "AddAsync", "ClaimAsync", "CloseAsync", "CreateAsync", "CreateAsync", "CreateAsync", "DeleteMessageAsync", "EditMessageAsync", "HoldAsync",
                "ListAsync", "ListHeldAsync", "MarkDeliveredAsync", "MarkDeliveredAsync", "MarkMentionsReadAsync", "MarkReadAsync", "ReadAsync", "ReadAsync", "ReopenAsync",
                "SaveAsync", "SendAsync", "SendNowAsync", "TypingAsync", "UndoAsync", "UpdateAsync",
            ],
            refused.Order(StringComparer.Ordinal));
    }

    // As another process would.
    private Task SetRoleAsync(LivecallerServer server, OperatorCaller session, string? role) => DoAsync(server, async db =>
    {
        var id = Guid.Parse(session.OperatorId!.Value.Value);
        await db.UserRoles.Where(r => r.UserId == id).ExecuteDeleteAsync(_ct);
        if (role is not null) db.UserRoles.Add(new() { UserId = id, RoleId = (await db.Roles.SingleAsync(r => r.Name == role, _ct)).Id });
    });

    private async Task<OperatorCaller> SignInAsync(LivecallerServer server, string name, string? role)
    {
        var operatorId = (await server.NewOperatorAsync(name, role)).Id;
        var id = Guid.Parse(operatorId);
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        var account = await db.Users.SingleAsync(u => u.Id == id, _ct);
        var session = await server.Get<OperatorSessions>().BeginAsync(account, OperatorSessionKind.Dashboard, new(null, null), _ct);
        return OperatorCaller.InSession(new(operatorId), session.Id);
    }

    // As another process would: nothing in this one is told.
    private async Task<OperatorCaller> EndAsync(LivecallerServer server, OperatorCaller session, string how)
    {
        var id = Guid.Parse(session.OperatorId!.Value.Value);
        var now = TimeProvider.System.GetUtcNow();
        await DoAsync(server, db => how switch
        {
            "revoked" => db.OperatorSessions.Where(s => s.Id == session.SessionId).ExecuteUpdateAsync(s => s.SetProperty(r => r.RevokedAt, now), _ct),
            "expired" => db.OperatorSessions.Where(s => s.Id == session.SessionId).ExecuteUpdateAsync(s => s.SetProperty(r => r.ExpiresAt, now), _ct),
            "stamp" => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(r => r.SecurityStamp, "another"), _ct),
            "locked" => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(
                u => u.SetProperty(r => r.LockoutEnabled, true).SetProperty(r => r.LockoutEnd, now.AddDays(1)), _ct),
            "deleted" => db.Users.Where(u => u.Id == id).ExecuteDeleteAsync(_ct),
            _ => Task.FromResult(0),
        });
        return how == "of somebody else" ? OperatorCaller.InSession(new(Guid.NewGuid().ToString()), session.SessionId!) : session;
    }

    private async Task DoAsync(LivecallerServer server, Func<LivecallerDbContext, Task> change)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        await change(db);
        await db.SaveChangesAsync(_ct);
    }
}
