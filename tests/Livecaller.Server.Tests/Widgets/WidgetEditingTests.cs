using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Widgets;

public sealed class WidgetEditingTests
{
    [Fact]
    public async Task What_an_administrator_changes_is_what_visitors_get()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var visitor = await server.VisitorAsync();
        Assert.Equal(["attachments", "audio", "callback", "rating"], Features(await visitor.GetAsync("")));

        var changed = await olga.PatchAsync("/widgets/shop", new
        {
            name = "Fern & Oak",
            features = new[] { "rating", "attachments" },
            fields = new[] { new { name = "topic", label = "Topic", type = "select", required = true, order = 2, values = new[] { "Order", "Other" } } },
            settings = new
            {
                theme = new { variables = new { colors = new { primary = "#0B5FFF", secondary = "#EEEEEE", text = "#111111" }, position = new { side = "start" } } },
                initial_screen = "home",
                message_typing_preview = true,
            },
        });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.False(changed.Data.TryGetProperty("jwt_secret", out _));
        Assert.Equal("https://shop.example", changed.Data.GetProperty("allowed_origins")[0].GetString());

        var seen = await visitor.GetAsync("");
        Assert.Equal(["attachments", "rating"], Features(seen));
        Assert.Equal("Fern & Oak", seen.Data.GetProperty("name").GetString());
        var field = seen.Data.GetProperty("fields")[0];
        Assert.Equal(("topic", "Other", true), (field.GetProperty("name").GetString(), field.GetProperty("values")[1].GetString(), field.GetProperty("required").GetBoolean()));
        var settings = seen.Data.GetProperty("settings");
        Assert.Equal(("home", true, "start", "#0B5FFF"), (settings.GetProperty("initial_screen").GetString(), settings.GetProperty("message_typing_preview").GetBoolean(),
            settings.GetProperty("theme").GetProperty("variables").GetProperty("position").GetProperty("side").GetString(),
            settings.GetProperty("theme").GetProperty("variables").GetProperty("colors").GetProperty("primary").GetString()));

        // What is not given stays.
        await olga.PatchAsync("/widgets/shop", new { fields = Array.Empty<object>() });
        var then = await olga.GetAsync("/widgets/shop");
        Assert.Equal((0, "home", 2), (then.Data.GetProperty("fields").GetArrayLength(), then.Data.GetProperty("settings").GetProperty("initial_screen").GetString(),
            then.Data.GetProperty("features").GetArrayLength()));
        Assert.Equal(1, (await olga.GetAsync("/widgets")).Data.GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await olga.GetAsync("/widgets/none")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PatchAsync("/widgets/none", new { name = "x" })).Status);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"secret":"x"}""", "secret")]
    [InlineData("""{"features":["teleport"]}""", "features")]
    [InlineData("""{"features":[null]}""", "features")]
    [InlineData("""{"allowed_origins":["shop"]}""", "allowed_origins")]
    [InlineData("""{"settings":{"theme":{"variables":{"colors":{"primary":"red;} body{display:none"}}}}}""", "settings.theme.variables.colors.primary")]
    [InlineData("""{"settings":{"theme":{"variables":{"colors":{"text":"#12345"}}}}}""", "settings.theme.variables.colors.text")]
    [InlineData("""{"settings":{"theme":{"variables":{"position":{"side":"left"}}}}}""", "settings.theme.variables.position.side")]
    [InlineData("""{"settings":{"initial_screen":"matrix"}}""", "settings.initial_screen")]
    [InlineData("""{"fields":[{"name":"a b","label":"A","type":"text"}]}""", "fields[0].name")]
    [InlineData("""{"fields":[{"name":"a","label":"A","type":"text"},{"name":"a","label":"B","type":"text"}]}""", "fields[1].name")]
    [InlineData("""{"fields":[{"name":"a","label":" ","type":"text"}]}""", "fields[0].label")]
    [InlineData("""{"fields":[{"name":"a","label":"A","type":"hologram"}]}""", "fields[0].type")]
    [InlineData("""{"fields":[{"name":"a","label":"A","type":"select"}]}""", "fields[0].values")]
    [InlineData("""{"fields":[{"name":"a","label":"A","type":"select","values":["x","x"]}]}""", "fields[0].values")]
    [InlineData("""{"fields":[{"name":"a","label":"A","type":"text","values":["x"]}]}""", "fields[0].values")]
    [InlineData("""{"fields":[null]}""", "fields[0]")]
    public async Task Bad_input_is_told_by_member_and_changes_nothing(string body, string member)
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var before = (await olga.GetAsync("/widgets/shop")).Body.ToString();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await Answer.ReadAsync(await olga.Client.PatchAsync("/v1/operator/widgets/shop", content, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error(member));
        Assert.Equal(before, (await olga.GetAsync("/widgets/shop")).Body.ToString());
    }

    private static string[] Features(Answer answer) =>
        [.. answer.Data.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("name").GetString()!)];
}
