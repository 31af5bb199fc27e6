using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Operators;

public sealed class TransferTests
{
    [Fact]
    public async Task Another_operator_goes_on_and_the_log_says_so()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, nino) = (await server.OperatorAsync(), await server.NewOperatorAsync("nino"));
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        await olga.PostAsync($"/conversations/{id}/assign");

        var moved = await olga.PostAsync($"/conversations/{id}/transfer", new { operator_id = nino.Id });
        Assert.Equal((HttpStatusCode.OK, nino.Id), (moved.Status, moved.Data.GetProperty("operator").GetProperty("id").GetString()));
        var again = await olga.PostAsync($"/conversations/{id}/transfer", new { operator_id = nino.Id });
        Assert.Equal(moved.Data.GetProperty("last_sequence").GetInt64(), again.Data.GetProperty("last_sequence").GetInt64());

        var events = (await visitor.GetAsync($"/conversations/{id}/events")).Data.EnumerateArray().ToList();
        Assert.Equal("nino", events[^2].GetProperty("data").GetProperty("operator").GetProperty("name").GetString());
        var said = events[^1].GetProperty("data");
        Assert.Equal(("system", "transferred", "nino"), (said.GetProperty("sender").GetProperty("type").GetString(),
            said.GetProperty("notice").GetProperty("type").GetString(), said.GetProperty("notice").GetProperty("operator").GetProperty("name").GetString()));
        Assert.Equal(0, (await visitor.GetAsync($"/conversations/{id}")).Data.GetProperty("unread_count").GetInt32());
    }

    [Fact]
    public async Task A_department_gets_it_back_into_the_queue_where_it_was()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var department = (await olga.PostAsync("/departments", new { widget_id = "shop", display_name = "Sales" })).Data.GetProperty("id").GetString();
        var visitor = await server.VisitorAsync();
        var (first, second) = (await visitor.StartAsync(), await visitor.StartAsync());
        await olga.PostAsync($"/conversations/{first}/assign");

        var moved = (await olga.PostAsync($"/conversations/{first}/transfer", new { department_id = department })).Data;

        Assert.Equal(("queued", "Sales", 1), (moved.GetProperty("status").GetString(),
            moved.GetProperty("department").GetProperty("display_name").GetString(), moved.GetProperty("queue_position").GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, moved.GetProperty("operator").ValueKind);
        Assert.Equal(2, (await visitor.GetAsync($"/conversations/{second}")).Data.GetProperty("queue_position").GetInt32());
        var said = (await visitor.GetAsync($"/conversations/{first}/messages")).Data.EnumerateArray().Last();
        Assert.Equal("Sales", said.GetProperty("notice").GetProperty("department").GetProperty("display_name").GetString());
    }

    [Theory]
    [InlineData("{}", "operator_id")]
    [InlineData("""{"operator_id":"none"}""", "operator_id")]
    [InlineData("""{"operator_id":"11111111-1111-1111-1111-111111111111"}""", "operator_id")]
    [InlineData("""{"department_id":"none"}""", "department_id")]
    [InlineData("""{"operator_id":"a","department_id":"b"}""", "department_id")]
    [InlineData("""{"to":"a"}""", "to")]
    public async Task Bad_input_is_told_by_member(string body, string member)
    {
        await using var server = await LivecallerServer.StartAsync();
        var id = await (await server.VisitorAsync()).StartAsync();
        var answer = await (await server.OperatorAsync()).PostTextAsync($"/conversations/{id}/transfer", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error(member));
    }

    [Fact]
    public async Task What_is_closed_or_does_not_exist_is_not_transferred()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var id = await (await server.VisitorAsync()).StartAsync();
        await olga.PostAsync($"/conversations/{id}/close");
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync($"/conversations/{id}/transfer", new { operator_id = olga.Id })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync("/conversations/none/transfer", new { operator_id = olga.Id })).Status);
    }
}
