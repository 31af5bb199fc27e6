using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Components.Audio;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Tests.Audio;

public sealed class VoiceRecorderTests : ChatTest
{
    private readonly Scripted _script = new();
    private readonly ChatContext _context;

    public VoiceRecorderTests()
    {
        JSInterop.SetupModule("./_content/Livecaller.Blazor/Composing/Composer.razor.js").Setup<string[]?>("recordable").SetResult(["webm", "m4a"]);
        _context = _script.Context() with { Widget = Scripted.Widget with { AcceptedExtensions = ["png", "m4a"] } };
    }

    [Fact]
    public void It_is_offered_while_nothing_is_written_where_the_widget_takes_what_the_browser_records()
    {
        var panel = RenderPanel(_context);
        Assert.Single(panel.FindAll("[aria-label='Record a voice message']"));

        panel.Find("textarea").Input("Hello");
        Assert.Empty(panel.FindAll("[aria-label='Record a voice message']"));
        Assert.Single(panel.FindAll(".send"));

        Assert.Empty(RenderPanel(_script.Context()).FindAll("[aria-label='Record a voice message']"));
    }

    [Fact]
    public async Task What_was_recorded_is_listened_to_and_sent()
    {
        var (panel, recorder) = await RecordAsync();
        Assert.Equal("Waiting for the microphone…", panel.Find(".recorder [role=status]").TextContent);
        Assert.True(panel.Find("[aria-label='Stop recording']").HasAttribute("disabled"));
        await recorder.InvokeAsync(recorder.Instance.OnStarted);
        Assert.False(panel.Find("[aria-label='Stop recording']").HasAttribute("disabled"));

        await recorder.InvokeAsync(() => recorder.Instance.OnRecorded(new FakeBlob("beep"u8.ToArray()), "audio/mp4", 4, "blob:beep", 12.5, [.5, 1, 7], false));
        Assert.Equal("blob:beep", panel.Find("audio").GetAttribute("src"));
        Assert.Empty(_script.Sent);
        panel.Find(".recorder .send").Click();

        var upload = Assert.Single(Assert.Single(_script.Sent).Uploads);
        Assert.Equal(("Voice message.m4a", "audio/mp4", 12.5), (upload.Name, upload.ContentType, upload.Duration));
        Assert.Equal([.5, 1, 1], upload.Waveform);
        Assert.Equal("beep"u8.ToArray(), Assert.Single(_script.Files));
        Assert.Empty(panel.FindAll(".recorder"));
    }

    [Fact]
    public async Task What_was_recorded_is_thrown_away()
    {
        var (panel, recorder) = await RecordAsync();
        var blob = new FakeBlob([1]);
        await recorder.InvokeAsync(() => recorder.Instance.OnRecorded(blob, "audio/mp4", 1, "blob:beep", 1, [], false));

        panel.Find("[aria-label='Discard the recording']").Click();

        Assert.True(blob.IsGone);
        Assert.Empty(panel.FindAll(".recorder"));
        Assert.Empty(_script.Sent);
    }

    [Fact]
    public async Task The_limit_is_said_and_what_there_is_is_kept()
    {
        var (panel, recorder) = await RecordAsync();

        await recorder.InvokeAsync(() => recorder.Instance.OnRecorded(new FakeBlob([1]), "audio/mp4", 1, "blob:beep", 300, [1], true));

        Assert.Equal("Recordings are limited to 5 minutes. This much was recorded.", panel.Find(".recorder .note").TextContent);
        Assert.Single(panel.FindAll(".recorder audio"));
    }

    [Fact]
    public async Task A_recording_outlives_the_composer_and_is_one_visitors_alone()
    {
        var (_, recorder) = await RecordAsync();
        await recorder.InvokeAsync(() => recorder.Instance.OnRecorded(new FakeBlob([1]), "audio/mp4", 1, "blob:beep", 300, [1], false));

        Assert.Single(RenderPanel(_context).FindAll(".recorder audio"));
        await _context.Memory.BelongToAsync(new("anna"), JSInterop.JSRuntime);
        await _context.Memory.BelongToAsync(new("ben"), JSInterop.JSRuntime);
        Assert.Empty(RenderPanel(_context).FindAll(".recorder"));
    }

    [Theory]
    [InlineData("NotAllowedError", "doesn’t allow this page to use the microphone")]
    [InlineData("NotFoundError", "No microphone was found")]
    [InlineData("NotReadableError", "is using the microphone")]
    [InlineData("UnknownError", "The recording failed")]
    public async Task Why_there_is_no_recording_is_said(string error, string words)
    {
        var (panel, recorder) = await RecordAsync();

        await recorder.InvokeAsync(() => recorder.Instance.OnProblem(error));

        Assert.Contains(words, panel.Find(".recorder [role=alert]").TextContent, StringComparison.Ordinal);
        panel.Find(".recorder [aria-label=Close]").Click();
        Assert.Empty(panel.FindAll(".recorder"));
    }

    private async Task<(IRenderedComponent<CascadingValue<ChatContext>> Panel, IRenderedComponent<VoiceRecorder> Recorder)> RecordAsync()
    {
        var panel = RenderPanel(_context);
        await panel.Find("[aria-label='Record a voice message']").ClickAsync(new());
        return (panel, panel.FindComponent<VoiceRecorder>());
    }
}
