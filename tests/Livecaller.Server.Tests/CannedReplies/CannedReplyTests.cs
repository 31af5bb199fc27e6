using System.Net;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.CannedReplies;

/// <summary>Texts that operators send again and again.</summary>
public sealed class CannedReplyTests
{
    [Fact]
    public async Task Own_replies_are_seen_by_their_operator_and_shared_ones_by_all()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (ivan, sara) = (await server.NewOperatorAsync("ivan"), await server.NewOperatorAsync("sara", LivecallerRoles.Supervisor));

        var own = await CreateAsync(ivan, "/Hello", "Hello {{visitor.name}}, I am {{operator.name}}.");
        Assert.Equal((HttpStatusCode.Created, "hello", false), (own.Status, own.Data.GetProperty("shortcut").GetString(), own.Data.GetProperty("is_shared").GetBoolean()));
        Assert.Equal(HttpStatusCode.Created, (await CreateAsync(sara, "hello", "Hi", true)).Status);

        Assert.Equal(2, (await ivan.GetAsync("/canned-replies")).Data.GetArrayLength());
        Assert.Equal("Hi", (await sara.GetAsync("/canned-replies")).Data.EnumerateArray().Single().GetProperty("content").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await sara.DeleteAsync(Address(own))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sara.PatchAsync(Address(own), new { content = "x" })).Status);
        Assert.Equal("Hey", (await ivan.PatchAsync(Address(own), new { content = "Hey" })).Data.GetProperty("content").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await ivan.DeleteAsync(Address(own))).Status);
    }

    [Fact]
    public async Task Shared_replies_are_changed_by_supervisors_only_and_every_change_is_in_the_audit_log()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        Assert.Equal(HttpStatusCode.Forbidden, (await CreateAsync(ivan, "bye", "Bye", true)).Status);
        var shared = await CreateAsync(olga, "bye", "Bye", true);
        var own = await CreateAsync(ivan, "mine", "Mine");

        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.PatchAsync(Address(shared), new { content = "x" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.DeleteAsync(Address(shared))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.PatchAsync(Address(own), new { is_shared = true })).Status);
        Assert.Equal(HttpStatusCode.OK, (await olga.PatchAsync(Address(shared), new { content = "Good bye" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await olga.DeleteAsync(Address(shared))).Status);

        Assert.Equal(
            ["canned_reply.deleted", "canned_reply.updated", "canned_reply.created"],
            (await olga.GetAsync("/audit-log?action=canned_reply.")).Data.EnumerateArray().Select(e => e.GetProperty("action").GetString()));
    }

    [Theory]
    [InlineData("", "text", "shortcut")]
    [InlineData("two words", "text", "shortcut")]
    [InlineData("<b>", "text", "shortcut")]
    [InlineData("hello\n", "", "content")]
    [InlineData("hello", " ", "content")]
    [InlineData("hello", "Dear {{visitor.salary}}", "content")]
    [InlineData("hello", "{{ }}", "content")]
    public async Task A_bad_reply_says_what_is_wrong(string shortcut, string content, string field)
    {
        await using var server = await LivecallerServer.StartAsync();

        var answer = await CreateAsync(await server.OperatorAsync(), shortcut, content);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Fact]
    public async Task A_shortcut_is_unique_in_any_spelling_also_when_a_reply_is_renamed_or_shared()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var first = await CreateAsync(olga, "hello", "1");
        var second = await CreateAsync(olga, "bye", "2");
        await CreateAsync(olga, "bye", "3", true);

        Assert.Equal(HttpStatusCode.Conflict, (await CreateAsync(olga, " HELLO", "x")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PatchAsync(Address(first), new { shortcut = "Bye" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PatchAsync(Address(second), new { is_shared = true })).Status);
        Assert.Equal(["1", "2", "3"], (await olga.GetAsync("/canned-replies")).Data.EnumerateArray().Select(r => r.GetProperty("content").GetString()).Order(StringComparer.Ordinal));
        Assert.NotEmpty((await olga.PostAsync("/canned-replies", new { content = "x" })).Error("shortcut"));
        Assert.NotEmpty((await olga.PostAsync("/canned-replies", new { shortcut = "x" })).Error("content"));
    }

    private static Task<Answer> CreateAsync(Caller who, string shortcut, string content, bool isShared = false) =>
        who.PostAsync("/canned-replies", new { shortcut, content, is_shared = isShared });

    private static string Address(Answer reply) => $"/canned-replies/{reply.Data.GetProperty("id").GetString()}";
}
