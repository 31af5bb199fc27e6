using Livecaller.Blazor.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Hosting;

public sealed class AddLivecallerBlazorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("/relative")]
    [InlineData("ftp://example.com/")]
    public void A_wrong_address_is_named_at_once(string? address)
    {
        var e = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddLivecallerBlazor(o => o.ServerUrl = address is null ? null : new(address, UriKind.RelativeOrAbsolute)));

        Assert.Contains("ServerUrl", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_scope_has_one_client_of_its_own()
    {
        await using var services = Build("w");
        await using var one = services.CreateAsyncScope();
        await using var two = services.CreateAsyncScope();

        var first = await ClientOf(one);
        Assert.Same(first, await ClientOf(one));
        Assert.NotSame(first, await ClientOf(two));
        Assert.Equal(("w", "de"), (first.Options.WidgetId.Value, first.Language));
        Assert.IsType<Livecaller.Blazor.Storage.BrowserSessionStore>(first.Options.SessionStore);
    }

    [Fact]
    public async Task Without_a_widget_it_says_what_to_do()
    {
        await using var services = Build(null);
        await using var scope = services.CreateAsyncScope();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => ClientOf(scope));
        Assert.Contains("WidgetId", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prerendering_shows_the_closed_chat_and_touches_no_browser()
    {
        await using var services = Build("w", () => new InvalidOperationException("There is no browser."));
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());

        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Open"] = true, ["Language"] = "ar" });
            return (await renderer.RenderComponentAsync<LivecallerApp>(parameters)).ToHtmlString();
        });

        Assert.StartsWith("<div class=\"lc ", html, StringComparison.Ordinal);
        Assert.Contains("dir=\"rtl\"", html, StringComparison.Ordinal);
        Assert.EndsWith("></dialog></div>", html, StringComparison.Ordinal);
    }

    private static Task<LivecallerClient> ClientOf(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<ILivecallerClientProvider>().GetAsync(TestContext.Current.CancellationToken);

    private static ServiceProvider Build(string? widget, Func<Exception>? fault = null) => new ServiceCollection()
        .AddLogging()
        .AddScoped<IJSRuntime>(_ => new Browser { Fault = fault })
        .AddLivecallerBlazor(o =>
        {
            o.ServerUrl = new("https://livecaller.test/");
            o.WidgetId = widget;
            o.Language = "de";
        })
        .BuildServiceProvider();
}
