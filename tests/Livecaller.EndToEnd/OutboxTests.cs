using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd;

/// <summary>What a browser keeps of messages that could not be sent.</summary>
public sealed class OutboxTests(Browser browser)
{
    private const string WidgetCalls = "**/v1/widget/conversations/**";

    [Fact]
    public async Task A_message_that_could_not_be_sent_outlives_the_page_and_arrives_once_with_the_chat_closed()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var visitor = await Visitor.EnterAsync(browser, shop.Address);
        await visitor.OpenChatAsync();
        await visitor.SaysAsync("At the station");
        await Expect(visitor.Chat.GetByText("Waiting", new() { Exact = true })).ToHaveCountAsync(0);

        await visitor.Page.RouteAsync(WidgetCalls, route => route.AbortAsync());
        await visitor.SaysAsync("In the tunnel");
        await visitor.SaysAsync("After the bridge");
        await visitor.ReloadAsync();
        await visitor.Page.UnrouteAsync(WidgetCalls);

        await using var nino = await Operator.SignInAsync(browser, shop.Address);
        await nino.OpenAsync("After the bridge");
        await nino.SeesAsync("At the station");
        await nino.SeesAsync("In the tunnel");
        await visitor.OpenChatAsync();
        await visitor.SeesAsync("In the tunnel");
        await visitor.SeesAsync("After the bridge");
    }

    [Fact]
    public async Task The_browsers_database_keeps_messages_with_their_files_and_forgets_them_when_told()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var visitor = await Visitor.EnterAsync(browser, shop.Address);
        await visitor.Page.EvaluateAsync("""
            async () => {
              const outbox = await (await import('/_content/Livecaller.Blazor/outbox.js')).open('kept');
              const file = text => ({ arrayBuffer: async () => new TextEncoder().encode(text).buffer });
              await outbox.save('m1', 'one');
              await outbox.save('m1', 'one, changed');
              await outbox.saveFile('m1', 0, file('bytes of one'));
              await outbox.saveFile('m2', 0, file('bytes of two'));
              await outbox.saveFile('m2', 1, file('more of two'));
              await outbox.save('m2', 'two');
              await outbox.save('m3', 'damaged');
              await outbox.setAside('m3');
            }
            """);
        await visitor.ReloadAsync();
        var told = await visitor.Page.EvaluateAsync<string[]>("""
            async () => {
              const outbox = await (await import('/_content/Livecaller.Blazor/outbox.js')).open('kept');
              const told = [JSON.stringify(await outbox.load()), await (await outbox.openFile('m1', 0)).text(), await (await outbox.openFile('m2', 1)).text()];
              await outbox.remove('m2');
              told.push(JSON.stringify(await outbox.load()), await outbox.openFile('m2', 1).then(() => 'there', () => 'gone'));
              await outbox.clear();
              told.push(JSON.stringify(await outbox.load()), await outbox.openFile('m1', 0).then(() => 'there', () => 'gone'));
              return told;
            }
            """);
        Assert.Equal(
            ["""{"m1":"one, changed","m2":"two"}""", "bytes of one", "more of two", """{"m1":"one, changed"}""", "gone", "{}", "gone"],
            told);
    }
}
