using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Composing;
using Livecaller.Blazor.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>
/// A conversation that is closed while its field is still being set up: the module came for a part that was gone, and in server mode the
/// exception ended the whole circuit.
/// </summary>
public sealed class PartThatIsGoneBeforeItsModuleTests : BunitContext
{
    private readonly Scripted _script = new();

    [Fact]
    public Task The_field() => GoesQuietlyAsync<Composer>();

    private async Task GoesQuietlyAsync<TPart>() where TPart : class, IComponent
    {
        var browser = new SlowBrowser<TPart>();
        Services.AddSingleton<IJSRuntime>(browser);
        var shown = Render<CascadingValue<ChatContext>>(p => p.Add(c => c.Value, _script.Context()).AddChildContent<TPart>());
        var part = (IAsyncDisposable)shown.FindComponent<TPart>().Instance;

        await shown.InvokeAsync(async () => await part.DisposeAsync());
        browser.Load();

        var ended = await Task.WhenAny(Renderer.UnhandledException, browser.Left).WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken);
        Assert.Same(browser.Left, ended);
    }
}
