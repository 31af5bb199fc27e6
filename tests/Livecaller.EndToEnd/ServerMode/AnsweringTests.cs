using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.ServerMode;

/// <summary>Answers and files in interactive server mode, where the bytes go from the browser over the circuit to the server.</summary>
public sealed class AnsweringTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_with_a_picture_keeps_its_quote_and_arrives_whole()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancelled);
        await ana.OpenChatAsync();
        await ana.SaysAsync("My lamp flickers");
        await ana.SeesThatAllIsSentAsync();
        var conversation = await nino.FindAsync("My lamp flickers", Cancelled);
        await nino.SaysAsync(conversation, "Can you send a picture?", Cancelled);
        await ana.SeesAsync("Can you send a picture?");

        await ana.ReplyToAsync("Can you send a picture?");
        await Expect(ana.Chat.Locator(".composer")).ToContainTextAsync("Can you send a picture?");
        await ana.AttachAsync("lamp.png", "image/png", TestPictures.Lamp());
        await ana.Input.FillAsync("Here it is");
        await ana.SendAsync();
        await ana.SeesAsync("Here it is");
        await ana.SeesThatAllIsSentAsync();

        await Expect(ana.Bubble("Here it is").GetByRole(AriaRole.Button, new() { Name = "Can you send a picture?" })).ToBeVisibleAsync();
        await Expect(ana.Chat.Locator(".composer .reply")).ToHaveCountAsync(0);
        var picture = ana.Log.GetByRole(AriaRole.Img, new() { Name = "lamp.png" });
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("image => image.naturalWidth") > 0);
        var file = Assert.Single(await nino.FilesOfAsync(conversation, Cancelled));
        Assert.Equal("lamp.png", file.Name);
        Assert.True(file.Json.GetProperty("width").GetInt32() > 0);
        Assert.Empty(ana.Person.Errors);
    }
}
