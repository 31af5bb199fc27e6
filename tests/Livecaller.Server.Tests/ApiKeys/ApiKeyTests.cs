using System.Net;
using System.Text.Json;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.ApiKeys;

/// <summary>Keys that programs call the operator API with.</summary>
public sealed class ApiKeyTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_and_stored_as_a_hash()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();

        var created = await olga.PostAsync("/api-keys", new { name = "robot", scopes = (string[])["conversations", "conversations"] });

        var key = created.Body.GetProperty("key").GetString()!;
        Assert.StartsWith("lck_", key, StringComparison.Ordinal);
        var listed = (await olga.GetAsync("/api-keys")).Body.ToString();
        Assert.Contains(key[..10], listed, StringComparison.Ordinal);
        Assert.DoesNotContain(key, listed, StringComparison.Ordinal);
        foreach (var file in server.Files()) Assert.DoesNotContain(key, await File.ReadAllTextAsync(file, _ct), StringComparison.Ordinal);
        Assert.Equal(["conversations"], created.Data.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()));
    }

    [Fact]
    public async Task A_key_answers_a_visitor_and_its_use_is_noted()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var key = await server.KeyAsync(olga, "conversations");
        Assert.Equal(JsonValueKind.Null, (await olga.GetAsync("/api-keys")).Data[0].GetProperty("last_used_at").ValueKind);
        var conversation = await (await server.VisitorAsync()).StartAsync();

        Assert.Equal(HttpStatusCode.Created, (await key.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Hi" })).Status);

        Assert.NotEqual(default, (await olga.GetAsync("/api-keys")).Data[0].GetProperty("last_used_at").GetDateTimeOffset());
        Assert.Equal(["conversations"], (await key.GetAsync("/me")).Data.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));
        // It is no session of the operator's.
        Assert.Equal(1, (await olga.GetAsync("/auth/sessions")).Data.GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await olga.DeleteAsync($"/auth/sessions/{key.SessionId}")).Status);
    }

    [Fact]
    public async Task A_key_may_never_do_more_than_its_operator_may_now()
    {
        await using var server = await LivecallerServer.StartAsync();
        await using var scope = server.App.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        var ivan = await server.NewOperatorAsync("ivan", LivecallerRoles.Administrator);
        var key = await server.KeyAsync(ivan, "conversations", "widgets");
        Assert.Equal(HttpStatusCode.OK, (await key.PatchAsync($"/widgets/{LivecallerServer.Widget}", new { name = "Shop" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.PostAsync("/api-keys", new { name = "robot", scopes = (string[])["widgets.secrets"] })).Status);

        await accounts.RemoveFromRoleAsync((await accounts.FindByIdAsync(ivan.Id))!, LivecallerRoles.Administrator);

        Assert.Equal(HttpStatusCode.Forbidden, (await key.PatchAsync($"/widgets/{LivecallerServer.Widget}", new { name = "Shop" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await key.GetAsync("/conversations")).Status);
        // A new password does not end it: programs go on.
        await accounts.ChangePasswordAsync((await accounts.FindByIdAsync(ivan.Id))!, LivecallerServer.Password, "violet harbour ladder");
        Assert.Equal(HttpStatusCode.OK, (await key.GetAsync("/conversations")).Status);
    }

    [Fact]
    public async Task A_key_makes_no_key_that_may_do_more()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var key = await server.KeyAsync(olga, "api_keys", "conversations");

        Assert.Equal(HttpStatusCode.Created, (await key.PostAsync("/api-keys", new { name = "child", scopes = (string[])["conversations"] })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await key.PostAsync("/api-keys", new { name = "child", scopes = (string[])["widgets"] })).Status);
    }

    [Fact]
    public async Task A_deleted_key_ends_with_its_sockets()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var key = await server.KeyAsync(olga, "conversations");
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(key, $"private-conversation.{await (await server.VisitorAsync()).StartAsync()}");

        Assert.Equal(HttpStatusCode.NoContent, (await olga.DeleteAsync($"/api-keys/{key.SessionId}")).Status);

        await socket.ReadCloseAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await key.GetAsync("/me")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.DeleteAsync($"/api-keys/{key.SessionId}")).Status);
    }

    [Fact]
    public async Task A_bad_key_says_what_is_wrong_and_there_are_fifty_at_most()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();

        Assert.NotEmpty((await olga.PostAsync("/api-keys", new { name = " ", scopes = (string[])["widgets"] })).Error("name"));
        Assert.NotEmpty((await olga.PostAsync("/api-keys", new { name = new string('n', 101), scopes = (string[])["widgets"] })).Error("name"));
        Assert.NotEmpty((await olga.PostAsync("/api-keys", new { name = "robot" })).Error("scopes"));
        Assert.NotEmpty((await olga.PostAsync("/api-keys", new { name = "robot", scopes = (string[])[] })).Error("scopes"));
        Assert.NotEmpty((await olga.PostAsync("/api-keys", new { name = "robot", scopes = (string[])["everything"] })).Error("scopes"));
        Assert.NotEmpty((await olga.PostAsync("/api-keys", new { name = "robot", scopes = (string[])["account"] })).Error("scopes"));
        for (var i = 0; i < 50; i++) await server.KeyAsync(olga, "reports");
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync("/api-keys", new { name = "robot", scopes = (string[])["reports"] })).Status);
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        Assert.Equal(50, await db.ApiKeys.CountAsync(_ct));
    }
}
