using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd;

/// <summary>What the product is for: a visitor and an operator talk.</summary>
public sealed class MainJobTests(Browser browser)
{
    [Fact]
    public async Task A_visitor_and_an_operator_talk_and_events_reach_every_page()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var visitor = await Visitor.EnterAsync(browser, shop.Address);
        await using var nino = await Operator.SignInAsync(browser, shop.Address);

        await visitor.SignInAsync("Ana Maisuradze", "ana@example.test");
        await visitor.GoToAsync("Shop");
        await visitor.OpenChatAsync();
        await visitor.SaysAsync("Hi! The lamp from order 4127 arrived with a different shade 🙈");

        await nino.OpenAsync("The lamp from order 4127");
        await nino.SaysAsync("Oh no, sorry about that! Could you send a picture of it?");
        await visitor.SeesAsync("Could you send a picture of it?");

        await visitor.ReplyToAsync("Could you send a picture of it?");
        await visitor.AttachAsync("lamp.png", "image/png", TestPictures.Lamp());
        await visitor.SaysAsync("Here it is. The box said “oak”.");
        await nino.SeesAsync("Here it is.");
        await nino.SaysAsync("I'll have the right one on its way today.");
        await visitor.SeesAsync("on its way today");
        await Pictures.TakeAsync(visitor.Page, "chat");
        await Pictures.TakeAsync(nino.Page, "dashboard");

        await visitor.CloseChatAsync();
        await visitor.GoToAsync("Orders");
        await nino.SaysAsync("It was picked up a minute ago.");
        await Expect(visitor.Notices).ToHaveCountAsync(1);
        await Expect(visitor.Notices).ToContainTextAsync("picked up a minute ago");

        await visitor.ReloadAsync();
        await nino.SaysAsync("The tracking number is 88213.");
        await Expect(visitor.Notices.Filter(new() { HasText = "88213" })).ToHaveCountAsync(1);

        await visitor.OpenChatAsync();
        await visitor.SeesAsync("different shade");
        await visitor.SeesAsync("Here it is.");
        await visitor.SeesAsync("88213");

        Assert.Empty(visitor.Person.Errors);
        Assert.Empty(nino.Person.Errors);
    }

    [Fact]
    public async Task An_anonymous_visitor_is_answered_and_a_closed_conversation_says_so()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var visitor = await Visitor.EnterAsync(browser, shop.Address, 390, 800);
        await using var nino = await Operator.SignInAsync(browser, shop.Address);

        await visitor.OpenChatAsync();
        await visitor.SaysAsync("<b>Do you ship</b> to Batumi? <script>alert(1)</script>");
        await nino.OpenAsync("<b>Do you ship</b> to Batumi? <script>alert(1)</script>");
        await nino.SaysAsync("We do!");
        await visitor.SeesAsync("We do!");
        await Pictures.TakeAsync(visitor.Page, "chat-phone");

        await nino.CloseConversationAsync();
        await Expect(visitor.Chat.GetByText("This conversation is closed")).ToBeVisibleAsync();
        Assert.Empty(visitor.Person.Errors);
        Assert.Empty(nino.Person.Errors);
    }

    [Fact]
    public async Task The_next_person_at_the_same_computer_sees_nothing_of_the_one_before()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var visitor = await Visitor.EnterAsync(browser, shop.Address);
        await visitor.SignInAsync("Ana", "ana@example.test");
        await visitor.OpenChatAsync();
        await visitor.SaysAsync("My card number is a secret");
        // Signing out takes with it what the server does not have yet.
        await visitor.SeesThatAllIsSentAsync();
        await visitor.CloseChatAsync();
        await visitor.SignOutAsync();

        await visitor.SignInAsync("Ben", "ben@example.test");
        await visitor.OpenChatAsync();
        await visitor.SaysAsync("Hello, I am Ben");
        await Expect(visitor.Chat.GetByText("secret")).ToHaveCountAsync(0);

        await visitor.CloseChatAsync();
        await visitor.SignOutAsync();
        await visitor.SignInAsync("Ana", "ana@example.test");
        await visitor.OpenChatAsync();
        await visitor.SeesAsync("My card number is a secret");
        await Expect(visitor.Chat.GetByText("I am Ben")).ToHaveCountAsync(0);
    }
}
