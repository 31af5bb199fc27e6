using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Conversations;

public sealed class ReadMarkTests
{
    [Fact]
    public async Task Both_sides_see_how_far_each_has_read()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var started = await visitor.PostAsync("/conversations", new { message = new { id = Caller.NewId(), content = "Hello" } });
        Assert.Equal((0, 0), MarksOf(started.Data));
        var id = started.Data.GetProperty("id").GetString();
        var olga = await server.OperatorAsync();
        await olga.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Hi" });
        await olga.PostAsync($"/conversations/{id}/read", new { sequence = 2 });
        await visitor.PostAsync($"/conversations/{id}/read", new { sequence = 4 });

        var otto = await server.NewOperatorAsync("otto");
        var assigned = await olga.PostAsync($"/conversations/{id}/assign", new { operator_id = otto.Id });
        var updated = (await visitor.GetAsync($"/conversations/{id}/events")).Data.EnumerateArray()
            .Last(e => e.GetProperty("type").GetString() == EventNames.ConversationUpdated).GetProperty("data");
        JsonElement[] seen =
        [
            (await visitor.GetAsync($"/conversations/{id}")).Data,
            (await visitor.GetAsync("/conversations")).Data[0],
            (await olga.GetAsync($"/conversations/{id}")).Data,
            (await olga.GetAsync("/conversations")).Data[0],
            assigned.Data,
            updated,
            (await visitor.PostAsync($"/conversations/{id}/close")).Data,
        ];
        Assert.All(seen, conversation => Assert.Equal((4, 2), MarksOf(conversation)));
        var first = (await visitor.GetAsync($"/conversations/{id}/events")).Data[0].GetProperty("data");
        Assert.Equal((0, 0), MarksOf(first));
    }

    private static (long Visitor, long Operator) MarksOf(JsonElement conversation) =>
        (conversation.GetProperty("visitor_read_sequence").GetInt64(), conversation.GetProperty("operator_read_sequence").GetInt64());
}
