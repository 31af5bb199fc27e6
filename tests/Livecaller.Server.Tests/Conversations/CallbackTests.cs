using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Tests.Conversations;

public sealed class CallbackTests
{
    [Fact]
    public async Task A_call_back_begins_a_conversation_that_says_so()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var at = TimeProvider.System.GetUtcNow().AddHours(3);
        var started = await visitor.PostAsync("/callbacks", new { phone = " +995 555 123456 ", name = "Ana", at, note = "About\r\nthe lamp" });
        Assert.Equal((HttpStatusCode.Created, "queued", 0), (started.Status, started.Data.GetProperty("status").GetString(), started.Data.GetProperty("unread_count").GetInt32()));

        var id = started.Data.GetProperty("id").GetString();
        var messages = (await visitor.GetAsync($"/conversations/{id}/messages")).Data;
        Assert.Equal(("system", "callback", "+995 555 123456"), (messages[0].GetProperty("sender").GetProperty("type").GetString(),
            messages[0].GetProperty("notice").GetProperty("type").GetString(), messages[0].GetProperty("notice").GetProperty("phone").GetString()));
        Assert.Equal("About\nthe lamp", messages[1].GetProperty("content").GetString());
        var seen = (await (await server.OperatorAsync()).GetAsync($"/conversations/{id}")).Data;
        Assert.Equal(("+995 555 123456", "Ana"), (seen.GetProperty("callback").GetProperty("phone").GetString(), seen.GetProperty("visitor").GetProperty("name").GetString()));
        Assert.Equal(1, seen.GetProperty("unread_count").GetInt32());
        var other = await visitor.StartAsync();
        Assert.False((await (await server.OperatorAsync()).GetAsync($"/conversations/{other}")).Data.TryGetProperty("callback", out _));
    }

    [Fact]
    public async Task It_is_limited_and_can_be_switched_off()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:CallbacksPerMinute", "1"));
        var visitor = await server.VisitorAsync();
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync("/callbacks", new { phone = "030 123456" })).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.PostAsync("/callbacks", new { phone = "030 123456" })).Status);
        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { Features = [] }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, (await (await server.VisitorAsync()).PostAsync("/callbacks", new { phone = "030 123456" })).Status);
        using var nobody = server.NewClient();
        using var body = new StringContent("""{"phone":"030 123456"}""", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Answer.ReadAsync(await nobody.PostAsync("/v1/widget/callbacks", body, TestContext.Current.CancellationToken))).Status);
    }
}
