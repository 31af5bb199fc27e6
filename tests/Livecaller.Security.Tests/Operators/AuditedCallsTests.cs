using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.Server.Operators;

namespace Livecaller.Security.Tests.Operators;

/// <summary>Every administrative call that changes something leaves one entry in the audit log, without a secret.</summary>
public sealed class AuditedCallsTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    // The calls of the table that change something, with a body that does, and the action that is noted.
    private static readonly Dictionary<string, (object? Body, string Action)> Changes = new()
    {
        ["POST operators"] = (new { email = "new@example.com", name = "New", role = "operator" }, "operator.invited"),
        ["POST operators/{id}/invitation"] = (null, "operator.invitation_renewed"),
        ["DELETE operators/{id}/invitation"] = (null, "operator.invitation_revoked"),
        ["PATCH operators/{id}"] = (new { role = "supervisor" }, "operator.updated"),
        ["DELETE operators/{id}/second-factor"] = (null, "operator.second_factor_reset"),
        ["POST visitors/{id}/export"] = (null, "visitor.exported"),
        ["POST visitors/{id}/erase"] = (null, "visitor.erased"),
        ["POST visitors/{id}/block"] = (new { reason = "Insults" }, "visitor.blocked"),
        ["DELETE visitors/{id}/block"] = (null, "visitor.unblocked"),
        ["POST blocks"] = (new { address = "192.0.2.0/24" }, "address.blocked"),
        ["DELETE blocks/{id}"] = (null, "address.unblocked"),
        ["POST departments"] = (new { widget_id = LivecallerServer.Widget, display_name = "Returns" }, "department.created"),
        ["PATCH departments/{id}"] = (new { display_name = "Orders and returns" }, "department.updated"),
        ["DELETE departments/{id}"] = (null, "department.deleted"),
        ["PATCH widgets/{id}"] = (new { name = "Another name" }, "widget.updated"),
        ["POST tags/rename"] = (new { tag = "refund", name = "refunds" }, "tag.renamed"),
        ["POST tags/remove"] = (new { tag = "refund" }, "tag.removed"),
        ["POST api-keys"] = (new { name = "robot", scopes = (string[])["reports"] }, "api_key.created"),
        ["DELETE api-keys/{id}"] = (null, "api_key.deleted"),
        ["POST widgets/{id}/rotate-secret"] = (new { overlap_hours = 1 }, "widget.secret_rotated"),
        ["DELETE widgets/{id}/old-secret"] = (null, "widget.old_secret_ended"),
    };

    public static TheoryData<string> Calls =>
        [.. OperatorApiRoles.Calls.Where(c => OperatorApiRoles.From[c.Value] > OperatorRole.Operator && !c.Key.StartsWith("GET ", StringComparison.Ordinal)).Select(c => c.Key)];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_change_leaves_one_entry_with_who_and_from_where(string call)
    {
        Assert.True(Changes.ContainsKey(call), $"{call} has no example of a change.");
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ids = await PrepareAsync(server, olga);
        var before = await EntriesAsync(olga);
        var (body, action) = Changes[call];
        var path = call.Split(' ')[1].Replace("{id}", IdFor(call, ids), StringComparison.Ordinal);

        using var request = new HttpRequestMessage(new(call.Split(' ')[0]), "/v1/operator/" + path);
        if (body is { } json) request.Content = JsonContent.Create(json);
        using var answer = await olga.Client.SendAsync(request, _ct);

        Assert.True(answer.IsSuccessStatusCode, $"{call} was answered with {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(_ct)}");
        var entry = Assert.Single(await EntriesAsync(olga), e => before.All(b => b.GetProperty("id").GetString() != e.GetProperty("id").GetString()));
        Assert.Equal(action, entry.GetProperty("action").GetString());
        var actor = entry.GetProperty("actor");
        Assert.Equal((olga.Id, "Olga", "api", "127.0.0.1"), (Text(actor, "id"), Text(actor, "name"), Text(actor, "via"), Text(actor, "address")));
        if (path.Contains(IdFor(call, ids), StringComparison.Ordinal))
            Assert.Equal(IdFor(call, ids), Text(entry.GetProperty("target"), "id"));
        foreach (var secret in Secrets(await answer.Content.ReadAsStringAsync(_ct))) Assert.DoesNotContain(secret, entry.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_refused_or_changes_nothing_leaves_none()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan");

        await ivan.PostAsync("/operators", new { email = "new@example.com", name = "New", role = "operator" });
        await olga.PostAsync("/operators", new { email = LivecallerServer.Email, name = "New", role = "operator" });
        await olga.PatchAsync($"/operators/{ivan.Id}", new { role = "operator" });
        await olga.PatchAsync($"/widgets/{LivecallerServer.Widget}", new { });

        Assert.Empty(await EntriesAsync(olga));
    }

    private sealed record Ids(string Visitor, string Blocked, string Block, string Invited, string Ivan, string Department, string Key);

    private static async Task<Ids> PrepareAsync(LivecallerServer server, Caller olga)
    {
        await olga.PostAsync("/conversations/bulk", new { action = "tag", tags = (string[])["refund"], conversation_ids = (string[])[await (await server.VisitorAsync()).StartAsync()] });
        return await CreateAsync(server, olga);
    }

    private static async Task<Ids> CreateAsync(LivecallerServer server, Caller olga) => new(
        (await server.VisitorAsync()).Id,
        (await olga.PostAsync($"/visitors/{(await server.VisitorAsync()).Id}/block")).Data.GetProperty("visitor").GetProperty("uuid").GetString()!,
        (await olga.PostAsync("/blocks", new { address = "198.51.100.1" })).Data.GetProperty("id").GetString()!,
        (await olga.PostAsync("/operators", new { email = "anna@example.com", name = "Anna", role = "operator" })).Data.GetProperty("id").GetString()!,
        (await server.NewOperatorAsync("ivan")).Id,
        (await olga.PostAsync("/departments", new { widget_id = LivecallerServer.Widget, display_name = "Orders" })).Data.GetProperty("id").GetString()!,
        (await server.KeyAsync(olga, "reports")).SessionId);

    private static string IdFor(string call, Ids ids) => call switch
    {
        "DELETE visitors/{id}/block" => ids.Blocked,
        _ when call.Contains("visitors", StringComparison.Ordinal) => ids.Visitor,
        _ when call.Contains("blocks", StringComparison.Ordinal) => ids.Block,
        _ when call.Contains("invitation", StringComparison.Ordinal) => ids.Invited,
        _ when call.Contains("operators", StringComparison.Ordinal) => ids.Ivan,
        _ when call.Contains("departments", StringComparison.Ordinal) => ids.Department,
        _ when call.Contains("api-keys", StringComparison.Ordinal) => ids.Key,
        _ => LivecallerServer.Widget,
    };

    private static async Task<List<JsonElement>> EntriesAsync(Caller who) => [.. (await who.GetAsync("/audit-log?limit=500")).Data.EnumerateArray()];

    private static IEnumerable<string> Secrets(string answer)
    {
        if (answer.Length == 0) yield break;
        var body = JsonElement.Parse(answer);
        if (body.TryGetProperty("key", out var key)) yield return key.GetString()!;
        if (body.TryGetProperty("invitation", out var invitation)) yield return Text(invitation, "token");
        if (body.GetProperty("data").TryGetProperty("secret", out var secret)) yield return secret.GetString()!;
        if (body.GetProperty("data").TryGetProperty("token", out var token)) yield return token.GetString()!;
    }

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;
}
