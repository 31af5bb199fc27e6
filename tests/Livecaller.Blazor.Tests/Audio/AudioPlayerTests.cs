using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Components.Audio;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Tests.Audio;

public sealed class AudioPlayerTests : ChatTest
{
    private readonly Scripted _script = new();

    [Fact]
    public void A_voice_message_is_played_in_its_place_and_known_before_it_is_loaded()
    {
        // What a browser records comes back as a video without pictures.
        var panel = RenderWith("voice.webm", "video/webm", 14.2, [.1, .9]);

        Assert.Equal(("https://livecaller.test/voice.webm", "none"), (panel.Find("audio").GetAttribute("src"), panel.Find("audio").GetAttribute("preload")));
        Assert.Equal("Voice message", panel.Find(".player").GetAttribute("aria-label"));
        var slider = panel.Find("[role=slider]");
        Assert.Equal(("Position", "15", "0:00 of 0:14"), (slider.GetAttribute("aria-label"), slider.GetAttribute("aria-valuemax"), slider.GetAttribute("aria-valuetext")));
        Assert.Equal("0:14", panel.Find(".player .time").TextContent);
        Assert.Empty(panel.FindAll(".card"));
    }

    [Fact]
    public void A_sound_file_is_played_too_and_a_video_is_not()
    {
        Assert.Equal("song.mp3", RenderWith("song.mp3", "audio/mpeg", null, null).Find(".player").GetAttribute("aria-label"));
        Assert.Empty(RenderWith("film.webm", "video/webm", null, null).FindAll(".player"));
    }

    [Fact]
    public async Task It_says_what_it_does_and_how_fast()
    {
        var panel = RenderWith("voice.webm", "video/webm", 14, [1]);
        var player = panel.FindComponent<AudioPlayer>();
        Assert.Equal("Play", panel.Find(".play").GetAttribute("aria-label"));
        Assert.Empty(panel.FindAll(".speed"));

        await player.InvokeAsync(() => player.Instance.OnState(true));
        Assert.Equal("Pause", panel.Find(".play").GetAttribute("aria-label"));
        foreach (var speed in (string[])["1×", "1.5×", "2×", "1×"])
        {
            Assert.Equal("Speed " + speed, panel.Find(".speed").GetAttribute("aria-label"));
            panel.Find(".speed").Click();
        }

        await player.InvokeAsync(() => player.Instance.OnState(false));
        Assert.Equal("Play", panel.Find(".play").GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData(true, "The rest of the recording couldn’t be loaded.")]
    [InlineData(false, "This recording can’t be played in this browser.")]
    public async Task One_that_cannot_go_on_says_so(bool hasPlayed, string words)
    {
        var panel = RenderWith("voice.webm", "video/webm", 14, [1]);
        var player = panel.FindComponent<AudioPlayer>();
        await player.InvokeAsync(() => player.Instance.OnState(true));

        await player.InvokeAsync(() => player.Instance.OnProblem(hasPlayed));

        Assert.Equal(words, panel.Find(".problem").TextContent);
        Assert.Equal("Play", panel.Find(".play").GetAttribute("aria-label"));
        await player.InvokeAsync(() => player.Instance.OnState(true));
        Assert.Empty(panel.FindAll(".problem"));
    }

    private IRenderedComponent<CascadingValue<ChatContext>> RenderWith(string name, string type, double? duration, double[]? waveform)
    {
        var message = _script.Message(Scripted.Nino, "");
        var attachment = new AttachmentPayload { Id = new("a"), Name = name, MimeType = type, Size = 5000, Url = "/" + name, Duration = duration, Waveform = waveform };
        return RenderPanel(_script.Context(message with { Payload = message.Payload with { Attachments = [attachment] } }));
    }
}
