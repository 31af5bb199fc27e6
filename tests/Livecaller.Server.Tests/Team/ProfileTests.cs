using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Team;

/// <summary>An operator's own profile.</summary>
public sealed class ProfileTests
{
    [Fact]
    public async Task An_operator_changes_the_own_profile_and_visitors_see_name_and_picture()
    {
        await using var server = await LivecallerServer.StartAsync();
        var ivan = await server.NewOperatorAsync("ivan");
        var visitor = await server.VisitorAsync();
        var conversation = await visitor.StartAsync();

        var changed = await ivan.PatchAsync("/me", new
        {
            name = " Ivan P. ",
            avatar_url = "https://shop.example/ivan.png",
            language = "pt-BR",
            availability = "away",
            notifications = new { sound = false, mentions = true },
        });

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(changed.Data.ToString(), (await ivan.GetAsync("/me")).Data.ToString());
        Assert.Equal(("Ivan P.", "pt-BR", "away"), (Text(changed, "name"), Text(changed, "language"), Text(changed, "availability")));
        Assert.True(changed.Data.GetProperty("notifications").GetProperty("mentions").GetBoolean());
        Assert.Equal(["conversations", "account"], changed.Data.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));
        await ivan.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Hi" });
        var sender = (await visitor.GetAsync($"/conversations/{conversation}/messages")).Data.EnumerateArray().Last().GetProperty("sender");
        Assert.Equal(("Ivan P.", "https://shop.example/ivan.png"), (sender.GetProperty("name").GetString(), sender.GetProperty("avatar_url").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await ivan.PatchAsync("/me", new { avatar_url = "" })).Data.GetProperty("avatar_url").ValueKind);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "two\nlines")]
    [InlineData("avatar_url", "http://shop.example/a.png")]
    [InlineData("avatar_url", "javascript:alert(1)")]
    [InlineData("avatar_url", "https://user:secret@shop.example/a.png")]
    [InlineData("language", "<b>")]
    [InlineData("availability", "asleep")]
    [InlineData("notifications", "loud")]
    public async Task A_bad_value_says_what_is_wrong(string field, string value)
    {
        await using var server = await LivecallerServer.StartAsync();

        var answer = await (await server.OperatorAsync()).PatchAsync("/me", new Dictionary<string, string> { [field] = value });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Fact]
    public async Task A_session_of_the_own_account_is_ended_by_its_id_and_one_of_somebody_else_is_not_found()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, other, ivan) = (await server.OperatorAsync(), await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        var session = (await olga.GetAsync("/auth/sessions")).Data.EnumerateArray().Single(s => !s.GetProperty("is_current").GetBoolean()).GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.NotFound, (await ivan.DeleteAsync($"/auth/sessions/{session}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await olga.DeleteAsync($"/auth/sessions/{session}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/me")).Status);
    }

    private static string Text(Answer answer, string name) => answer.Data.GetProperty(name).GetString()!;
}
