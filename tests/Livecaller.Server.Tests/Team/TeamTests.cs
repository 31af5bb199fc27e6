using System.Net;
using System.Text.Json;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Team;

/// <summary>Roles, departments and the end of accounts.</summary>
public sealed class TeamTests
{
    [Fact]
    public async Task The_first_operator_is_the_owner_and_everybody_sees_the_team()
    {
        await using var server = await LivecallerServer.StartAsync();
        var ivan = await server.NewOperatorAsync("ivan");

        var team = await ivan.GetAsync("/operators");

        Assert.False(team.Body.GetProperty("has_more").GetBoolean());
        Assert.Equal(["ivan operator online", "Olga owner online"], team.Data.EnumerateArray().Select(o => $"{Text(o, "name")} {Text(o, "role")} {Text(o, "availability")}").Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_last_owner_is_neither_locked_out_nor_given_another_role()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan", LivecallerRoles.Owner);

        Assert.Equal("You can't lock yourself out.", (await PatchAsync(olga, olga, new { is_disabled = true })).Body.GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.OK, (await PatchAsync(olga, ivan, new { role = "administrator" })).Status);
        var refused = await PatchAsync(olga, olga, new { role = "administrator" });

        Assert.Equal((HttpStatusCode.Conflict, "This is the last owner. Make somebody else an owner first."), (refused.Status, refused.Body.GetProperty("detail").GetString()));
        // An owner who has not accepted the invitation does not count.
        await olga.PostAsync("/operators", new { email = "anna@example.com", name = "Anna", role = "owner" });
        Assert.Equal(HttpStatusCode.Conflict, (await PatchAsync(olga, olga, new { role = "operator" })).Status);
    }

    [Fact]
    public async Task Two_owners_who_demote_each_other_at_once_leave_one()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan", LivecallerRoles.Owner);

        await Task.WhenAll(PatchAsync(olga, ivan, new { role = "operator" }), PatchAsync(ivan, olga, new { role = "operator" }));

        var roles = (await (await server.OperatorAsync()).GetAsync("/operators")).Data.EnumerateArray().Select(o => Text(o, "role"));
        Assert.Single(roles, "owner");
    }

    [Fact]
    public async Task An_administrator_does_not_touch_an_owner()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan", LivecallerRoles.Administrator);

        foreach (var change in (object[])[new { role = "operator" }, new { is_disabled = true }, new { max_conversations = 1 }])
            Assert.Equal(HttpStatusCode.Forbidden, (await PatchAsync(ivan, olga, change)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PatchAsync(ivan, ivan, new { role = "owner" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.DeleteAsync($"/operators/{olga.Id}/second-factor")).Status);
    }

    [Fact]
    public async Task Another_role_ends_the_sessions_and_counts_at_the_next_login()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan");

        var changed = await PatchAsync(olga, ivan, new { role = "supervisor", max_conversations = 4 });

        Assert.Equal(("supervisor", 4), (Text(changed.Data, "role"), changed.Data.GetProperty("max_conversations").GetInt32()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ivan.GetAsync("/me")).Status);
        Assert.Equal("supervisor", Text((await (await server.OperatorAsync("ivan@example.com")).GetAsync("/me")).Data, "role"));
        Assert.Equal(JsonValueKind.Null, (await PatchAsync(olga, ivan, new { max_conversations = 0 })).Data.GetProperty("max_conversations").ValueKind);
    }

    [Fact]
    public async Task An_operator_who_is_locked_out_in_the_middle_of_an_answer_is_gone_at_once_and_the_conversation_waits_again()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan", LivecallerRoles.Administrator);
        var key = await server.KeyAsync(ivan, "conversations");
        var visitor = await server.VisitorAsync();
        var conversation = await visitor.StartAsync();
        await ivan.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Hello, I am" });
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(ivan, $"private-conversation.{conversation}");

        var locked = await PatchAsync(olga, ivan, new { is_disabled = true });

        Assert.True(locked.Data.GetProperty("is_disabled").GetBoolean());
        await socket.ReadCloseAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await ivan.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "here" })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await key.GetAsync("/me")).Status);
        var row = (await visitor.GetAsync($"/conversations/{conversation}")).Data;
        Assert.Equal(("queued", JsonValueKind.Null), (Text(row, "status"), row.GetProperty("operator").ValueKind));
        Assert.Equal("conversation.updated", (await visitor.GetAsync($"/conversations/{conversation}/events")).Data.EnumerateArray().Last().GetProperty("type").GetString());
        // Nobody gives a conversation to somebody who is locked out.
        Assert.NotEmpty((await olga.PostAsync($"/conversations/{conversation}/assign", new { operator_id = ivan.Id })).Error("operator_id"));
        Assert.NotEmpty((await olga.PostAsync($"/conversations/{conversation}/transfer", new { operator_id = ivan.Id })).Error("operator_id"));
        Assert.Equal(HttpStatusCode.OK, (await PatchAsync(olga, ivan, new { is_disabled = false })).Status);
        await server.OperatorAsync("ivan@example.com");
        // A key that has ended stays ended.
        Assert.Equal(HttpStatusCode.Unauthorized, (await key.GetAsync("/me")).Status);
    }

    [Fact]
    public async Task Only_a_supervisor_takes_a_conversation_away_from_a_colleague()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (ivan, maria, sara) = (await server.NewOperatorAsync("ivan"), await server.NewOperatorAsync("maria"), await server.NewOperatorAsync("sara", LivecallerRoles.Supervisor));
        var conversation = await (await server.VisitorAsync()).StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await ivan.PostAsync($"/conversations/{conversation}/assign")).Status);

        Assert.Equal(HttpStatusCode.Forbidden, (await maria.PostAsync($"/conversations/{conversation}/assign")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await maria.PostAsync($"/conversations/{conversation}/transfer", new { operator_id = maria.Id })).Status);
        Assert.Equal(HttpStatusCode.OK, (await sara.PostAsync($"/conversations/{conversation}/assign", new { operator_id = maria.Id })).Status);
        Assert.Equal(HttpStatusCode.OK, (await maria.PostAsync($"/conversations/{conversation}/transfer", new { operator_id = ivan.Id })).Status);
    }

    [Fact]
    public async Task Departments_of_operators_exist_and_go_with_the_department()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan");
        var department = (await olga.PostAsync("/departments", new { widget_id = LivecallerServer.Widget, display_name = "Orders" })).Data.GetProperty("id").GetString()!;

        Assert.Equal(department, (await PatchAsync(olga, ivan, new { department_ids = (string[])[department, department] })).Data.GetProperty("department_ids").EnumerateArray().Single().GetString());
        Assert.NotEmpty((await PatchAsync(olga, ivan, new { department_ids = (string[])[department, "nowhere"] })).Error("department_ids"));
        await olga.DeleteAsync($"/departments/{department}");
        Assert.Empty((await ivan.GetAsync("/me")).Data.GetProperty("department_ids").EnumerateArray());
    }

    [Fact]
    public async Task A_bad_change_says_what_is_wrong_and_changes_nothing()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan");

        Assert.NotEmpty((await PatchAsync(olga, ivan, new { role = "god" })).Error("role"));
        Assert.NotEmpty((await PatchAsync(olga, ivan, new { max_conversations = 101 })).Error("max_conversations"));
        Assert.NotEmpty((await PatchAsync(olga, ivan, new { role = "supervisor", department_ids = (string[])["nowhere"] })).Error("department_ids"));
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PatchAsync($"/operators/{Guid.NewGuid()}", new { role = "operator" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PatchAsync("/operators/no-id", new { })).Status);
        Assert.Equal("operator", Text((await ivan.GetAsync("/me")).Data, "role"));
    }

    private static Task<Answer> PatchAsync(Caller who, Caller whom, object change) => who.PatchAsync($"/operators/{whom.Id}", change);

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;
}
