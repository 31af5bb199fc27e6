using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Conversations;

public sealed class ReplyTests
{
    [Fact]
    public async Task A_reply_quotes_the_message_it_answers_on_both_sides()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync(Jwt.For("u1", "Ada"));
        var id = await visitor.StartAsync("Where is my parcel?");
        var question = (await visitor.GetAsync($"/conversations/{id}/messages")).Data[0].GetProperty("id").GetString();
        var olga = await server.OperatorAsync();
        var body = new { id = Caller.NewId(), content = "On its way", reply_to = question };
        var answered = await olga.PostAsync($"/conversations/{id}/messages", body);
        Assert.Equal(HttpStatusCode.Created, answered.Status);
        Assert.Equal(HttpStatusCode.OK, (await olga.PostAsync($"/conversations/{id}/messages", body)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync($"/conversations/{id}/messages", new { body.id, body.content })).Status);

        var read = (await visitor.GetAsync($"/conversations/{id}/messages")).Data.EnumerateArray().Last();
        foreach (var quote in new[] { answered.Data.GetProperty("reply_to"), read.GetProperty("reply_to") })
        {
            Assert.Equal((question, "Where is my parcel?"), (quote.GetProperty("id").GetString(), quote.GetProperty("content").GetString()));
            Assert.Equal(("visitor", "Ada"), (quote.GetProperty("sender").GetProperty("type").GetString(), quote.GetProperty("sender").GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task Messages_of_other_conversations_cannot_be_quoted()
    {
        await using var server = await LivecallerServer.StartAsync();
        var stranger = await server.VisitorAsync();
        var theirs = await stranger.PostAsync($"/conversations/{await stranger.StartAsync()}/messages", new { id = Caller.NewId(), content = "private words" });
        var visitor = await server.VisitorAsync();
        var other = await visitor.PostAsync($"/conversations/{await visitor.StartAsync()}/messages", new { id = Caller.NewId(), content = "mine, elsewhere" });
        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        foreach (var reply in (string?[])[theirs.Data.GetProperty("id").GetString(), other.Data.GetProperty("id").GetString(), Caller.NewId(), ""])
        {
            var refused = await visitor.PostAsync(path, new { id = Caller.NewId(), content = "x", reply_to = reply });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.NotEmpty(refused.Error("reply_to"));
            Assert.DoesNotContain("private words", refused.Body.GetRawText(), StringComparison.Ordinal);
        }
        Assert.Equal(1, (await visitor.GetAsync(path)).Data.GetArrayLength());
    }
}
