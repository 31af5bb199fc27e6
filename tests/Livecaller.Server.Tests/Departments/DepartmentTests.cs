using System.Net;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Departments;

public sealed class DepartmentTests
{
    private static readonly object Hours = new { timezone = "Europe/Berlin", opening_hours = new[] { new { day = "monday", from = "09:00", to = "18:00" } } };

    [Fact]
    public async Task A_department_opens_for_visitors_by_its_hours()
    {
        var time = new FakeTimeProvider(new(2026, 3, 2, 7, 30, 0, TimeSpan.Zero));
        await using var server = await LivecallerServer.StartAtAsync(time);
        var olga = await server.OperatorAsync();
        var made = await olga.PostAsync("/departments", new { widget_id = "shop", display_name = " Sales ", time_group = Hours });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var id = made.Data.GetProperty("id").GetString()!;

        var visitor = await server.VisitorAsync();
        var closed = (await visitor.GetAsync("")).Data.GetProperty("departments")[0];
        Assert.Equal(("Sales", false, "2026-03-02T08:00:00.000Z"),
            (closed.GetProperty("display_name").GetString(), closed.GetProperty("is_open").GetBoolean(), closed.GetProperty("next_open").GetString()));
        time.Advance(TimeSpan.FromHours(1));
        var open = (await visitor.GetAsync("")).Data.GetProperty("departments")[0];
        Assert.Equal((true, "2026-03-02T17:00:00.000Z"), (open.GetProperty("is_open").GetBoolean(), open.GetProperty("next_close").GetString()));
        Assert.Equal("monday", open.GetProperty("time_group").GetProperty("opening_hours")[0].GetProperty("day").GetString());

        var changed = await olga.PatchAsync($"/departments/{id}", new { time_group = new { timezone = "UTC", opening_hours = Array.Empty<object>() } });
        Assert.Equal((true, "Sales"), (changed.Data.GetProperty("is_open").GetBoolean(), changed.Data.GetProperty("display_name").GetString()));
        Assert.Equal(1, (await olga.GetAsync("/departments?widget_id=shop")).Data.GetArrayLength());
        Assert.Equal(0, (await olga.GetAsync("/departments?widget_id=other")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_department_that_is_gone_leaves_its_conversations()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var id = (await olga.PostAsync("/departments", new { widget_id = "shop", display_name = "Sales" })).Data.GetProperty("id").GetString();
        var visitor = await server.VisitorAsync();
        var conversation = (await visitor.PostAsync("/conversations", new { department_id = id })).Data;
        Assert.Equal("Sales", conversation.GetProperty("department").GetProperty("display_name").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await olga.DeleteAsync($"/departments/{id}")).Status);

        var left = await visitor.GetAsync($"/conversations/{conversation.GetProperty("id").GetString()}");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, left.Data.GetProperty("department").ValueKind);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/conversations", new { department_id = id })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.DeleteAsync($"/departments/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PatchAsync($"/departments/{id}", new { display_name = "x" })).Status);
    }

    [Fact]
    public async Task Only_administrators_change_departments_and_all_operators_see_them()
    {
        await using var server = await LivecallerServer.StartAsync();
        var nino = await server.NewOperatorAsync("nino");
        Assert.Equal(HttpStatusCode.Forbidden, (await nino.PostAsync("/departments", new { widget_id = "shop", display_name = "Sales" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await nino.PatchAsync("/departments/x", new { display_name = "Sales" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await nino.DeleteAsync("/departments/x")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await nino.PatchAsync("/widgets/shop", new { name = "Mine" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await nino.GetAsync("/departments")).Status);
        Assert.Equal(HttpStatusCode.OK, (await nino.GetAsync("/widgets/shop")).Status);
        using var nobody = server.NewClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await Answer.ReadAsync(await nobody.GetAsync("/v1/operator/departments", TestContext.Current.CancellationToken))).Status);
    }

    [Theory]
    [InlineData("""{"display_name":"Sales"}""", "widget_id")]
    [InlineData("""{"widget_id":"shop"}""", "display_name")]
    [InlineData("""{"widget_id":"none","display_name":"Sales"}""", "widget_id")]
    [InlineData("""{"widget_id":"shop","display_name":"  "}""", "display_name")]
    [InlineData("""{"widget_id":"shop","display_name":"a\nb"}""", "display_name")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","colour":"red"}""", "colour")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","time_group":{"timezone":"Mars/Olympus"}}""", "time_group.timezone")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","time_group":{"timezone":"W. Europe Standard Time"}}""", "time_group.timezone")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","time_group":{"timezone":"UTC","opening_hours":[{"day":"someday","from":"09:00","to":"10:00"}]}}""", "time_group.opening_hours[0]")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","time_group":{"timezone":"UTC","opening_hours":[{"day":"monday","from":"09:00","to":"10:00"},{"day":"monday","from":"9:00","to":"10:00"}]}}""", "time_group.opening_hours[1]")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","time_group":{"timezone":"UTC","opening_hours":[{"day":"monday","from":"24:00","to":"10:00"}]}}""", "time_group.opening_hours[0]")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","time_group":{"timezone":"UTC","opening_hours":[{"day":"monday","from":"09:00","to":"25:00"}]}}""", "time_group.opening_hours[0]")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","time_group":{"timezone":"UTC","opening_hours":[{"day":"monday","from":"09:00","to":"09:00"}]}}""", "time_group.opening_hours[0]")]
    [InlineData("""{"widget_id":"shop","display_name":"Sales","time_group":{"timezone":"UTC","opening_hours":[null]}}""", "time_group.opening_hours[0]")]
    public async Task Bad_input_is_told_by_member(string body, string member)
    {
        await using var server = await LivecallerServer.StartAsync();
        var answer = await (await server.OperatorAsync()).PostTextAsync("/departments", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error(member));
    }
}
