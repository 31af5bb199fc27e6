using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Media;

/// <summary>Voice messages, with Chromium's own microphone: it beeps.</summary>
public sealed class SpeakingTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    /// <summary>Every microphone that the page opened can be asked for later.</summary>
    private const string WatchMicrophones = """
        window.microphones = [];
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async wanted => {
          const stream = await open(wanted);
          window.microphones.push(...stream.getTracks());
          return stream;
        };
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_voice_message_is_recorded_listened_to_sent_and_played_by_the_keyboard_alone()
    {
        await using var own = await LivecallerProcess.StartServerAppAsync();
        await using var ana = await EnterAsync(own.Address);
        using var nino = await OperatorApi.SignInAsync(own.Address, Cancelled);
        var keys = ana.Page.Keyboard;

        await Button(ana, "Record a voice message").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(Button(ana, "Stop recording")).ToBeFocusedAsync();
        await Expect(ana.Chat.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^0:0[2-9]$"));
        await Pictures.TakeAsync(ana.Page, "chat-recording");
        await keys.PressAsync("Enter");
        await Expect(Button(ana, "Send")).ToBeFocusedAsync();
        await ExpectSilenceAsync(ana);
        await keys.PressAsync("Enter");

        var player = ana.Log.GetByRole(AriaRole.Group, new() { Name = "Voice message" });
        await Expect(player).ToBeVisibleAsync();
        await ana.SeesThatAllIsSentAsync();
        await Expect(ana.Input).ToBeFocusedAsync();
        var file = Assert.Single(await nino.FilesOfAsync(await nino.FindAsync("", Cancelled), Cancelled));
        Assert.InRange(file.Json.GetProperty("duration").GetDouble(), 1.5, 10);
        var waveform = file.Json.GetProperty("waveform").EnumerateArray().Select(v => v.GetDouble()).ToList();
        Assert.Equal(64, waveform.Count);
        Assert.Equal(1, waveform.Max());

        // Its length is known before it is loaded; it moves by keys, and faster.
        await ana.ReloadAsync();
        await ana.OpenChatAsync();
        var position = player.GetByRole(AriaRole.Slider, new() { Name = "Position" });
        // The player's script draws how far it has played as soon as it hears keys.
        await Expect(position).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex("--lc-played"));
        await position.FocusAsync();
        await keys.PressAsync("ArrowRight");
        await Expect(position).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex("^0:01 of 0:0"));
        await keys.PressAsync("Space");
        await Expect(player.GetByRole(AriaRole.Button, new() { Name = "Speed 1×" })).ToBeVisibleAsync();
        await player.GetByRole(AriaRole.Button, new() { Name = "Speed 1×" }).PressAsync("Enter");
        await Expect(player.GetByRole(AriaRole.Button, new() { Name = "Speed 1.5×" })).ToBeVisibleAsync();
        Assert.Equal(1.5, await player.Locator("audio").EvaluateAsync<double>("audio => audio.playbackRate"));

        // It ends by itself, and can be heard again.
        await Expect(player.GetByRole(AriaRole.Button, new() { Name = "Play" })).ToBeVisibleAsync();
        await Expect(position).ToHaveAttributeAsync("aria-valuenow", "0");
        await Expect(ana.Chat.GetByText("The rest of the recording couldn’t be loaded.")).ToHaveCountAsync(0);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task Closing_the_chat_ends_the_recording_and_keeps_it_and_discarding_forgets_it()
    {
        await using var ana = await EnterAsync(app.Address);

        await Button(ana, "Record a voice message").ClickAsync();
        await Expect(ana.Chat.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^0:0[1-9]$"));
        await ana.CloseChatAsync();
        await ExpectSilenceAsync(ana);
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Open the chat" }).ClickAsync();
        await Expect(ana.Chat.GetByRole(AriaRole.Group, new() { Name = "Voice message" }).First).ToBeVisibleAsync();
        await Button(ana, "Discard the recording").ClickAsync();
        await Expect(ana.Input).ToBeFocusedAsync();

        await Button(ana, "Record a voice message").ClickAsync();
        await Expect(ana.Chat.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^0:0[1-9]$"));
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.Input).ToBeFocusedAsync();
        await ExpectSilenceAsync(ana);
        Assert.Empty(ana.Person.Errors);
    }

    [Theory]
    [InlineData("NotAllowedError", "The browser doesn’t allow this page to use the microphone.")]
    [InlineData("NotFoundError", "No microphone was found.")]
    [InlineData("NotReadableError", "Another program is using the microphone.")]
    public async Task Why_there_is_no_recording_is_said_in_plain_words(string error, string words)
    {
        await using var ana = await EnterAsync(app.Address, $"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{error}'); }};");

        await Button(ana, "Record a voice message").ClickAsync();
        await Expect(ana.Chat.GetByRole(AriaRole.Alert)).ToContainTextAsync(words);
        await Expect(ana.Chat.GetByRole(AriaRole.Group, new() { Name = "Voice message" }).GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.Input).ToBeFocusedAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_recording_stops_at_its_limit_and_a_broken_one_is_played_as_far_as_it_goes()
    {
        await using var ana = await EnterAsync(app.Address);

        var told = await ana.Page.EvaluateAsync<string[]>("""
            async () => {
              const { record } = await import('/_content/Livecaller.Components/Audio/VoiceRecorder.razor.js');
              const { attach } = await import('/_content/Livecaller.Components/Audio/AudioPlayer.razor.js');
              const told = [];
              const until = (act, name) => new Promise(resolve => act({
                invokeMethodAsync: async (called, ...values) => { if (called === name) resolve(values); },
              }));
              document.body.insertAdjacentHTML('beforeend', '<canvas></canvas><span></span><div></div><b>0:00</b>');
              const [meter, timer, track, time] = ['canvas', 'body > span', 'body > div', 'body > b'].map(s => document.querySelector(s));

              let blob;
              const keep = DotNet.createJSObjectReference;
              DotNet.createJSObjectReference = value => { blob = value; };
              const recorded = await until(r => record('webm', meter, timer, 1500, r), 'OnRecorded');
              DotNet.createJSObjectReference = keep;
              told.push(`limit: ${recorded.at(-1)}, ${Math.round(recorded[4])} to ${Math.ceil(recorded[4])} s, ${window.microphones[0].readyState}`);

              const play = source => until(r => {
                const audio = new Audio(URL.createObjectURL(source));
                attach(audio, track, time, 20, '{0} of {1}', r).toggle();
              }, 'OnProblem');
              told.push(`a part was there: ${await play(blob.slice(0, blob.size * .7))}`);
              told.push(`a part was there: ${await play(new Blob(['no sound at all']))}`);
              return told;
            }
            """);

        Assert.Matches("^limit: true, [1-9] to [1-9] s, ended$", told[0]);
        Assert.Equal(["a part was there: true", "a part was there: false"], told[1..]);
    }

    private static ILocator Button(Visitor visitor, string name) =>
        visitor.Chat.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private async Task<Visitor> EnterAsync(Uri address, string script = WatchMicrophones)
    {
        var person = await browser.OpenAsync(address);
        await person.AllowMicrophoneAsync();
        await person.Page.AddInitScriptAsync(script);
        var visitor = await Visitor.EnterAsync(person);
        await visitor.OpenChatAsync();
        return visitor;
    }

    private static async Task ExpectSilenceAsync(Visitor visitor) =>
        await visitor.Page.WaitForFunctionAsync("() => window.microphones.length > 0 && window.microphones.every(m => m.readyState === 'ended')");
}
