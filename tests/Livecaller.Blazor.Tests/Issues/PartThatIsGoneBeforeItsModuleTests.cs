using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Composing;
using Livecaller.Blazor.Frame;
using Livecaller.Blazor.Messages;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Components.Audio;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>
/// A conversation that is closed while its field is still being set up, a recording that is sent as soon as it can be: the module came for a
/// part that was gone, and in server mode the exception ended the whole circuit, with the message in it.
/// </summary>
public sealed class PartThatIsGoneBeforeItsModuleTests : BunitContext
{
    private readonly Scripted _script = new();

    [Fact]
    public Task The_field() => GoesQuietlyAsync<Composer>();

    [Fact]
    public Task The_messages() => GoesQuietlyAsync<MessageList>();

    [Fact]
    public Task The_recorder() => GoesQuietlyAsync<VoiceRecorder>();

    [Fact]
    public Task A_recording() => GoesQuietlyAsync<AudioPlayer>();

    [Fact]
    public Task The_handle() => GoesQuietlyAsync<ResizeHandle>();

    [Fact]
    public async Task The_whole_chat()
    {
        var browser = new SlowBrowser<LivecallerApp>();
        Services.AddSingleton<IJSRuntime>(browser);
        Services.AddLivecallerBlazor(o => (o.ServerUrl, o.WidgetId) = (new Uri("https://livecaller.test/"), "w"));
        var shown = Render<LivecallerApp>();

        await GoesQuietlyAsync(browser, () => shown.InvokeAsync(async () => await shown.Instance.DisposeAsync()));
    }

    private async Task GoesQuietlyAsync<TPart>() where TPart : class, IComponent
    {
        var browser = new SlowBrowser<TPart>();
        Services.AddSingleton<IJSRuntime>(browser);
        var shown = Render<CascadingValue<ChatContext>>(p => p.Add(c => c.Value, _script.Context()).AddChildContent<TPart>());
        var part = (IAsyncDisposable)shown.FindComponent<TPart>().Instance;

        await GoesQuietlyAsync(browser, () => shown.InvokeAsync(async () => await part.DisposeAsync()));
    }

    private async Task GoesQuietlyAsync<TPart>(SlowBrowser<TPart> browser, Func<Task> go) where TPart : class
    {
        await go();
        browser.Load();

        var ended = await Task.WhenAny(Renderer.UnhandledException, browser.Left).WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken);
        Assert.Same(browser.Left, ended);
    }
}
