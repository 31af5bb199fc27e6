using System.Threading.Channels;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Keyboard;

/// <summary>A whole conversation of somebody who has no mouse. Where the focus is lost, the next step is not reached.</summary>
public sealed class KeyboardAloneTests(Browser browser)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<IFileChooser> _choosers = Channel.CreateUnbounded<IFileChooser>();
    private Visitor _ana = null!;
    private Keys _keys = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_conversation_is_had_from_the_form_to_the_rating_and_begun_again(bool inWebAssembly)
    {
        await using var app = await (inWebAssembly ? LivecallerProcess.StartStorefrontAsync() : LivecallerProcess.StartServerAppAsync());
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancelled);
        await nino.ChangeWidgetAsync(
            new
            {
                features = new[] { "attachments", "audio", "rating" },
                fields = new object[]
                {
                    new { name = "name", label = "Your name", type = "name", required = true, order = 1 },
                    new { name = "topic", label = "What about", type = "select", required = true, order = 2, values = new[] { "A lamp", "A chair" } },
                },
            },
            Cancelled);
        var person = await browser.OpenAsync(app.Address);
        await person.AllowMicrophoneAsync();
        await using var ana = _ana = await Visitor.EnterAsync(person);
        _keys = new Keys(ana.Page);
        // From the beginning: the browser is told to hand its file pickers over, and must have heard of it when the first one opens.
        ana.Page.FileChooser += (_, chooser) => _choosers.Writer.TryWrite(chooser);

        await OpensAsync();
        await FillsTheFormAsync("Ana");
        await SaysAsync("My lamp flickers");
        await AnswersAsync(nino);
        await AttachesAsync();
        await SpeaksAsync();
        var conversation = await nino.FindAsync("", Cancelled);
        await EndsAsync();
        await RatesAsync();
        Assert.Equal(4, await nino.RatingAsync(conversation, Cancelled));

        await StartsAgainAsync();
        await SaysAsync("One more thing");
        Assert.NotEqual(conversation, await nino.FindAsync("One more thing", Cancelled));
        await _keys.PressAsync("Escape");
        await Expect(ana.Chat).ToBeHiddenAsync();
        await HasTheFocusAsync(Launcher);
        Assert.Empty(ana.Person.Errors);
    }

    private ILocator Launcher => _ana.Page.GetByRole(AriaRole.Button, new() { Name = "Open the chat" });

    private async Task OpensAsync()
    {
        await _keys.TabToAsync(Launcher);
        await _keys.PressAsync("Enter");
    }

    private async Task FillsTheFormAsync(string name)
    {
        var (who, start) = (Field("Your name"), Button("Start the chat"));
        await HasTheFocusAsync(who);
        await _keys.TabToAsync(start);
        await _keys.PressAsync("Enter");
        // What is wrong has the focus, and says so.
        await HasTheFocusAsync(who);
        await Expect(who).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("."));
        await _keys.TypeAsync(name);
        await _keys.TabToAsync(_ana.Chat.GetByRole(AriaRole.Combobox, new() { Name = "What about" }));
        await _keys.TypeAsync("A lamp");
        await _keys.TabToAsync(start);
        await _keys.PressAsync("Enter");
        await HasTheFocusAsync(_ana.Input);
    }

    private async Task SaysAsync(string text)
    {
        await _keys.TypeAsync(text);
        await _keys.PressAsync("Enter");
        await _ana.SeesAsync(text);
        await _ana.SeesThatAllIsSentAsync();
        await HasTheFocusAsync(_ana.Input);
    }

    private async Task AnswersAsync(OperatorApi nino)
    {
        await nino.SaysAsync(await nino.FindAsync("My lamp flickers", Cancelled), "Which one?", Cancelled);
        await _ana.SeesAsync("Which one?");
        await _keys.TabBackToAsync(_ana.Log);
        await _keys.PressAsync("ArrowUp");
        await HasTheFocusAsync(_ana.Chat.GetByRole(AriaRole.Article, new() { Name = "Nino: Which one?" }));
        await _keys.PressAsync("Enter");
        await HasTheFocusAsync(_ana.Chat.GetByRole(AriaRole.Menuitem, new() { Name = "Reply" }));
        await _keys.PressAsync("Enter");
        await HasTheFocusAsync(_ana.Input);
        await SaysAsync("The green one");
        await Expect(_ana.Bubble("The green one").GetByRole(AriaRole.Button, new() { Name = "Which one?" })).ToBeVisibleAsync();
    }

    private async Task AttachesAsync()
    {
        var picker = _ana.Chat.GetByLabel("Attach a file");
        foreach (var name in (string[])["wrong.png", "lamp.png"])
        {
            await _keys.TabBackToAsync(picker);
            await _keys.PressAsync("Enter");
            var chooser = await _choosers.Reader.ReadAsync(Cancelled).AsTask().WaitAsync(Patience, Cancelled);
            await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = TestPictures.Lamp() });
            await Expect(Button($"Remove {name}")).ToBeVisibleAsync();
            await HasTheFocusAsync(_ana.Input);
        }

        await _keys.TabBackToAsync(Button("Remove wrong.png"));
        await _keys.PressAsync("Enter");
        await Expect(Button("Remove wrong.png")).ToHaveCountAsync(0);
        await HasTheFocusAsync(_ana.Input);
        await SaysAsync("Here it is");
        await Expect(_ana.Log.GetByRole(AriaRole.Img, new() { Name = "lamp.png" })).ToBeVisibleAsync();
    }

    private async Task SpeaksAsync()
    {
        await _keys.TabToAsync(Button("Record a voice message"));
        await _keys.PressAsync("Enter");
        await HasTheFocusAsync(Button("Stop recording"));
        await Expect(_ana.Chat.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^0:0[1-9]$"));
        await _keys.PressAsync("Space");
        await HasTheFocusAsync(Button("Send"));
        await _keys.PressAsync("Enter");
        await Expect(_ana.Log.GetByRole(AriaRole.Group, new() { Name = "Voice message" })).ToBeVisibleAsync();
        await _ana.SeesThatAllIsSentAsync();
        await HasTheFocusAsync(_ana.Input);
    }

    private async Task EndsAsync()
    {
        await _keys.TabBackToAsync(_ana.More);
        await _keys.PressAsync("Enter");
        await HasTheFocusAsync(_ana.Chat.GetByRole(AriaRole.Menuitem, new() { Name = "Earlier conversations" }));
        await _keys.PressAsync("End");
        await HasTheFocusAsync(_ana.Chat.GetByRole(AriaRole.Menuitem, new() { Name = "End conversation" }));
        await _keys.PressAsync("Enter");
        await HasTheFocusAsync(Button("Cancel"));
        await _keys.TabToAsync(Button("End"));
        await _keys.PressAsync("Enter");
        await Expect(_ana.Chat.GetByText("This conversation is closed")).ToBeVisibleAsync();
        await HasTheFocusAsync(Button("Close"));
    }

    private async Task RatesAsync()
    {
        await _keys.TabBackToAsync(Star(4));
        await _keys.PressAsync("Enter");
        await Expect(_ana.Chat.GetByText("Thank you.")).ToBeVisibleAsync();
        await HasTheFocusAsync(Star(4));
        await _keys.TabToAsync(Field("Anything to add? (optional)"));
        await _keys.TypeAsync("Quick and kind");
        await _keys.TabToAsync(Button("Add"));
        await _keys.PressAsync("Enter");
        await Expect(Button("Add")).ToHaveCountAsync(0);
        await HasTheFocusAsync(_ana.Log);
        await _keys.TabToAsync(Button("Start a new conversation"));

        ILocator Star(int stars) => Button($"{stars} of 5");
    }

    // What was answered before is there already.
    private async Task StartsAgainAsync()
    {
        await _keys.PressAsync("Enter");
        await HasTheFocusAsync(Field("Your name"));
        await Expect(Field("Your name")).ToHaveValueAsync("Ana");
        await _keys.TabToAsync(Button("Start the chat"));
        await _keys.PressAsync("Enter");
        await HasTheFocusAsync(_ana.Input);
    }

    private ILocator Button(string name) => _ana.Chat.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private ILocator Field(string name) => _ana.Chat.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });

    private static Task HasTheFocusAsync(ILocator control) => Expect(control).ToBeFocusedAsync();
}
