using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Media;

/// <summary>What only a browser can show of files: dropping, pasting, bytes that stay in it, and the viewer.</summary>
public sealed class AttachingTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    private const string Uploads = "**/v1/widget/attachments**";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_are_dropped_pasted_and_chosen_and_go_with_one_message()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancelled);
        await ana.OpenChatAsync();
        var target = ana.Chat.GetByText("Drop files here");

        await DragAsync(ana, "dragenter");
        await Expect(target).ToBeVisibleAsync();
        await DragAsync(ana, "dragleave");
        await Expect(target).ToBeHiddenAsync();
        await DragAsync(ana, "dragenter");
        await DragAsync(ana, "drop");
        await Expect(target).ToBeHiddenAsync();
        await Expect(ana.Chat.GetByText("dropped.txt is")).ToHaveCountAsync(0);
        await Expect(ana.Chosen).ToHaveCountAsync(1);

        await ana.Input.EvaluateAsync("""
            input => {
              const clipboardData = new DataTransfer();
              clipboardData.items.add(new File(['pasted'], 'pasted.txt', { type: 'text/plain' }));
              input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            }
            """);
        await Expect(ana.Chosen).ToHaveCountAsync(2);
        await ana.AttachAsync("lamp.png", "image/png", TestPictures.Lamp());
        await ana.AttachAsync("fake.png", "image/png", "no picture"u8.ToArray());
        await Expect(ana.Chat.GetByRole(AriaRole.Alert)).ToHaveTextAsync("fake.png can’t be opened: it is damaged or not an image.");
        await ana.SaysAsync("Three files");
        await ana.SeesThatAllIsSentAsync();

        var files = await nino.FilesOfAsync(await nino.FindAsync("Three files", Cancelled), Cancelled);
        Assert.Equal(["dropped.txt", "pasted.txt", "lamp.png"], files.Select(f => f.Name));
        Assert.Equal("dropped"u8.ToArray(), files[0].Bytes);
        Assert.Equal("pasted"u8.ToArray(), files[1].Bytes);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_file_that_could_not_be_sent_outlives_the_page_and_arrives_whole()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var ana = await Visitor.EnterAsync(browser, shop.Address);
        using var nino = await OperatorApi.SignInAsync(shop.Address, Cancelled);
        // Some pieces of an upload long.
        var paper = new byte[1_300_000];
        new Random(4).NextBytes(paper);
        "%PDF-"u8.CopyTo(paper);
        await ana.OpenChatAsync();

        await ana.Page.RouteAsync(Uploads, route => route.AbortAsync());
        await ana.AttachAsync("paper.pdf", "application/pdf", paper);
        await ana.Input.FillAsync("On paper");
        await ana.Input.PressAsync("Enter");
        await Expect(ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Cancel sending paper.pdf" })).ToBeVisibleAsync();
        await ana.ReloadAsync();
        await ana.OpenChatAsync();
        await Expect(ana.Chat.GetByRole(AriaRole.Progressbar, new() { Name = "Uploading paper.pdf" })).ToBeVisibleAsync();
        await ana.Page.UnrouteAsync(Uploads);

        await Expect(ana.Chat.GetByRole(AriaRole.Link, new() { NameRegex = new(@"^paper ?\.pdf") })).ToBeVisibleAsync();
        var file = Assert.Single(await nino.FilesOfAsync(await nino.FindAsync("On paper", Cancelled), Cancelled));
        Assert.True(paper.AsSpan().SequenceEqual(file.Bytes), $"{file.Bytes.Length} bytes arrived, or others than were sent.");
    }

    [Fact]
    public async Task A_file_that_is_chosen_before_the_script_of_the_field_has_been_loaded_is_attached()
    {
        const string script = "**/Composer*.razor.js*";
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        var asked = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await ana.Page.RouteAsync(script, asked.SetResult);
        await ana.OpenChatAsync();
        var held = await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);

        await ana.Chat.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "early.txt", MimeType = "text/plain", Buffer = "early"u8.ToArray() });
        await held.ContinueAsync();

        await Expect(ana.Chat.GetByText("early")).ToBeVisibleAsync();
        await ana.SendAsync();
        await ana.SeesThatAllIsSentAsync();
    }

    [Fact]
    public async Task A_long_text_that_is_pasted_before_the_script_of_the_field_has_been_loaded_is_sent_whole()
    {
        const string script = "**/Composer*.razor.js*";
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancelled);
        var asked = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await ana.Page.RouteAsync(script, asked.SetResult);
        await ana.OpenChatAsync();
        var held = await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);

        await ana.Input.FillAsync(new string('ß', 100_000));
        await held.ContinueAsync();

        await Expect(ana.Chat.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Too long by 90000 characters. Messages can have up to 10000.");
        var text = string.Concat(Enumerable.Range(3000, 1900).Select(i => $"{i} ")).Trim();
        await ana.Input.FillAsync(text);
        await ana.SendAsync();
        await ana.SeesAsync("3000 3001");
        await ana.SeesThatAllIsSentAsync();
        await nino.FindAsync(text, Cancelled);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task Pictures_are_looked_at_by_the_keyboard_alone()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        await ana.OpenChatAsync();
        await ana.AttachAsync("first.png", "image/png", TestPictures.Lamp());
        await ana.AttachAsync("second.png", "image/png", TestPictures.Lamp());
        await ana.SendAsync();
        var open = ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Open first.png" });
        await Expect(open).ToBeEnabledAsync();
        var viewer = ana.Page.Locator("dialog.viewer");
        var picture = viewer.Locator("img");
        var keys = ana.Page.Keyboard;

        await open.FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(viewer).ToBeVisibleAsync();
        await Expect(picture).ToHaveAttributeAsync("alt", "first.png");
        await keys.PressAsync("+");
        await Expect(picture).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex("scale\\(1\\.5\\)"));
        await keys.PressAsync("ArrowRight");
        await Expect(picture).ToHaveAttributeAsync("alt", "second.png");
        await Expect(viewer.GetByText("2 of 2")).ToBeVisibleAsync();
        await keys.PressAsync("ArrowLeft");
        await Expect(picture).ToHaveAttributeAsync("alt", "first.png");
        await keys.PressAsync("Escape");
        await Expect(viewer).ToHaveCountAsync(0);

        // The chat is still there, and the focus where it was.
        await Expect(open).ToBeFocusedAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_text_of_100_000_characters_is_refused_in_the_field_and_a_long_one_arrives_whole()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        using var nino = await OperatorApi.SignInAsync(app.Address, Cancelled);
        await ana.OpenChatAsync();

        await ana.Input.FillAsync(new string('ß', 100_000));
        await Expect(ana.Chat.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Too long by 90000 characters. Messages can have up to 10000.");
        await Expect(ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true })).ToBeDisabledAsync();
        var text = string.Concat(Enumerable.Range(1000, 2000).Select(i => $"{i} "))[..9_999];
        await ana.Input.FillAsync(text);
        await Expect(ana.Chat.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await ana.Input.PressAsync("Enter");
        // The list shows the beginning of so long a text, until all of it is wanted.
        await ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await ana.SeesAsync("2000 2001");
        await ana.SeesThatAllIsSentAsync();
        await nino.FindAsync(text.Trim(), Cancelled);
        Assert.Empty(ana.Person.Errors);
    }

    private static async Task DragAsync(Visitor visitor, string name) => await visitor.Input.EvaluateAsync("""
        (element, name) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
          element.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
        }
        """, name);
}
