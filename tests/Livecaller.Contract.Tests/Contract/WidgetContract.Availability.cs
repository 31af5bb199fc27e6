using System.Net;
using System.Text.Json;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

public abstract partial class WidgetContract
{
    [Fact]
    public async Task Everybody_can_ask_who_is_there_without_a_session()
    {
        var answer = await new Visitor(Server).GetAsync("availability");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.InRange(answer.Data.GetProperty("operators").GetArrayLength(), 0, 3);
        Assert.All(answer.Data.GetProperty("operators").EnumerateArray(), o => Assert.Equal(["avatar_url", "id", "name"], o.EnumerateObject().Select(p => p.Name).Order()));
        Assert.All((string[])["answer_seconds", "place_seconds"], name => Assert.Contains(answer.Data.GetProperty(name).ValueKind, (JsonValueKind[])[JsonValueKind.Null, JsonValueKind.Number]));
    }

    [Fact]
    public async Task The_list_of_conversations_has_the_beginning_of_the_last_message()
    {
        await using var server = await StartAsync();
        var visitor = await Visitor.LoginAsync(server);
        var empty = (await visitor.PostAsync("conversations")).Data.GetProperty("id").GetString();
        // The 200th character is the first half of an emoji.
        var text = new string('x', 199) + "🙂 and more";
        var id = (await visitor.PostAsync("conversations", new { message = new { id = Visitor.NewId(), content = text } })).Data.GetProperty("id").GetString()!;

        var list = (await visitor.GetAsync("conversations")).Items;

        var last = list.Single(c => c.GetProperty("id").GetString() == id).GetProperty("last_words");
        Assert.Equal((new string('x', 199), "visitor", 0), (last.GetProperty("content").GetString(), last.GetProperty("sender").GetProperty("type").GetString(), last.GetProperty("attachments").GetInt32()));
        Assert.False(list.Single(c => c.GetProperty("id").GetString() == empty).TryGetProperty("last_words", out _));
        Assert.False((await visitor.GetAsync($"conversations/{id}")).Data.TryGetProperty("last_words", out _));
        await server.Operator.SaysAsync(id, "At your service");
        var answered = (await visitor.GetAsync("conversations")).Items.Single(c => c.GetProperty("id").GetString() == id);
        Assert.Equal("At your service", answered.GetProperty("last_words").GetProperty("content").GetString());
    }
}
