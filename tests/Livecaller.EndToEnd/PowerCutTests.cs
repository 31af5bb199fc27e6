using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd;

/// <summary>The server is killed and comes back.</summary>
public sealed class PowerCutTests(Browser browser)
{
    [Fact]
    public async Task A_killed_server_has_every_acknowledged_message_and_the_visitor_catches_up()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var visitor = await Visitor.EnterAsync(browser, shop.Address);
        await visitor.OpenChatAsync();
        await visitor.SaysAsync("Before the power cut");
        await Expect(visitor.Chat.GetByText("Waiting", new() { Exact = true })).ToHaveCountAsync(0);

        await shop.KillAsync();
        await visitor.SaysAsync("While the power was off");
        await shop.RestartAsync();

        await using var nino = await Operator.SignInAsync(browser, shop.Address);
        await nino.OpenAsync("While the power was off");
        await nino.SeesAsync("Before the power cut");
        await nino.SaysAsync("After the power cut");
        await visitor.SeesAsync("After the power cut");
        await visitor.SeesAsync("Before the power cut");
        await visitor.SeesAsync("While the power was off");
    }
}
