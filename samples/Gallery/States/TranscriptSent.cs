using Gallery.Scenes;

namespace Gallery.States;

internal sealed class TranscriptSent : GalleryState
{
    public override string Name => "transcript-sent";

    public override StateGroup Group => StateGroup.End;

    public override string Title => "Transcript requested";

    public override string Description => "The confirmation with the email address.";

    public override Task CreateHistoryAsync(SceneHistory history) => Conversations.CompleteAsync(history);

    public override async Task ActAsync(Scene scene, BrowserActions browser)
    {
        await browser.ChooseInMenuAsync(1);
        // The screen receives the focus when it opens, and then the button that replaces the field.
        await browser.WaitForAsync(".lc .screen .bar .button:focus");
        await browser.WriteAsync(".lc input[type=email]", "ana@example.com");
        await browser.ClickAsync(".lc .screen .go");
        await browser.WaitForAsync(".lc .screen .go[data-lc-focus]:focus");
    }
}
