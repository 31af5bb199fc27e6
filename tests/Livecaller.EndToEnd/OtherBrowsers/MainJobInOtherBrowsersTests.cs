using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;

namespace Livecaller.EndToEnd.OtherBrowsers;

/// <summary>What the product is for works in browsers that aren't built on Chromium.</summary>
public sealed class MainJobInOtherBrowsersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OtherBrowser.Firefox)]
    [InlineData(OtherBrowser.WebKit)]
    public async Task A_visitor_writes_is_answered_sends_a_picture_and_finds_all_of_it_after_a_reload(OtherBrowser browser)
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var page = await OtherBrowsers.OpenAsync(browser);
        using var nino = await OperatorApi.SignInAsync(shop.Address, Cancellation);
        var visitor = await ShopVisitor.EnterAsync(page, shop.Address);

        await visitor.SignInAsync("Ana Maisuradze", "ana@example.test");
        await visitor.OpenChatAsync();
        await visitor.SaysAsync("Does the lamp come in oak? გამარჯობა");
        await visitor.SeesThatAllIsSentAsync();
        var conversation = await nino.FindAsync("Does the lamp come in oak? გამარჯობა", Cancellation);
        await nino.SaysAsync(conversation, "It does. Which one do you have?", Cancellation);
        await visitor.SeesAsync("It does. Which one do you have?");

        await visitor.AttachAsync(TestPictures.LampPath);
        await visitor.WritesAsync("This one.");
        await visitor.SendAsync();
        await visitor.SeesAsync("This one.");
        await visitor.SeesPictureAsync();
        await visitor.SeesThatAllIsSentAsync();
        var file = Assert.Single(await nino.FilesOfAsync(conversation, Cancellation));
        Assert.Equal("lamp.png", file.Name);
        Assert.Equal("Ana Maisuradze", await nino.VisitorNameAsync(conversation, Cancellation));
        await Pictures.SaveAsync(await page.TakePictureAsync(), $"chat-{browser}".ToLowerInvariant());

        await visitor.CloseChatAsync();
        await nino.SaysAsync(conversation, "Your parcel was picked up.", Cancellation);
        await visitor.IsNotifiedOfAsync("Your parcel was picked up.");

        await visitor.ReloadAsync();
        await nino.SaysAsync(conversation, "The number is 88213.", Cancellation);
        await visitor.IsNotifiedOfAsync("The number is 88213.");
        await visitor.OpenChatAsync();
        await visitor.SeesAsync("Does the lamp come in oak?");
        await visitor.SeesAsync("This one.");
        await visitor.SeesPictureAsync();
        await visitor.SeesAsync("The number is 88213.");
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData(OtherBrowser.Firefox)]
    [InlineData(OtherBrowser.WebKit)]
    public async Task Half_an_emoji_in_the_field_ends_no_circuit_and_loses_no_text(OtherBrowser browser)
    {
        await using var app = await LivecallerProcess.StartServerAppAsync();
        await using var page = await OtherBrowsers.OpenAsync(browser);
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancellation);
        await page.GoToAsync(app.Address);
        var visitor = new ShopVisitor(page);
        await visitor.OpenChatAsync();

        await visitor.WritesAsync("Thank you ");
        foreach (var half in new[] { @"\ud83d", @"\ude48" })
            await page.EvaluateAsync($"String(document.execCommand('insertText', false, '{half}'))");
        await page.TypeAsync(" bye");
        await page.TypeAsync(DrivenPage.Enter.ToString());

        await visitor.SeesAsync("Thank you 🙈 bye");
        await visitor.SeesThatAllIsSentAsync();
        Assert.NotEmpty(await nino.FindAsync("Thank you 🙈 bye", Cancellation));
        Assert.Empty(page.Errors);
    }
}
