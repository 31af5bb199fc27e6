using System.Net;
using System.Runtime.CompilerServices;
using Bunit;
using Livecaller.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>A test of the whole component over the real client, which talks to a server in memory.</summary>
/// <param name="options">How that server is set up; null for the default.</param>
public abstract class AppTest(LivecallerTestHostOptions? options = null) : ChatTest, IAsyncLifetime
{
    protected LivecallerTestHost Host { get; } = new(options ?? new());

    protected LivecallerClient Client { get; private set; } = null!;

    internal Warnings<LivecallerApp> Log { get; } = [];

    protected static CancellationToken Cancelled => Xunit.TestContext.Current.CancellationToken;

    /// <summary>What the browser's console was told.</summary>
    protected IEnumerable<string> Console => JSInterop.Invocations["console.error"].Select(i => (string)i.Arguments[0]!);

    public async ValueTask InitializeAsync()
    {
        Services.AddSingleton<ILoggerFactory>(new OneLogger(Log));
        Services.AddLivecallerBlazor(o =>
        {
            o.ServerUrl = LivecallerTestHostOptions.ServerUrl;
            o.WidgetId = LivecallerTestHostOptions.DefaultWidget.Id.Value;
            o.ConfigureClient = (provider, made) => Configure(provider, made);
        });
        Client = await Services.GetRequiredService<ILivecallerClientProvider>().GetAsync(Cancelled);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Host.DisposeAsync();
    }

    /// <summary>Answers instead of the server, as long as it gives an answer.</summary>
    protected Func<HttpRequestMessage, HttpResponseMessage?>? Instead { get; set; }

    /// <summary>The client's options.</summary>
    protected virtual LivecallerOptions Configure(IServiceProvider provider, LivecallerOptions made)
    {
        var options = Host.CreateOptions();
        return options with { HttpHandler = new InsteadHandler(options.HttpHandler!, () => Instead) };
    }

    protected IRenderedComponent<LivecallerApp> Mount(Action<ComponentParameterCollectionBuilder<LivecallerApp>>? more = null) => Render<LivecallerApp>(p =>
    {
        p.Add(a => a.Open, true);
        more?.Invoke(p);
    });

    /// <summary>Writes and sends a message once there is where to.</summary>
    protected async Task WriteAsync(IRenderedComponent<LivecallerApp> app, string text)
    {
        await UntilAsync(() => app.FindAll(".composer textarea").Count == 1);
        await app.InvokeAsync(async () =>
        {
            await app.Find(".composer textarea").InputAsync(new ChangeEventArgs { Value = text });
            _ = app.Find(".composer textarea").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        });
    }

    /// <summary>Answers a field once it is there.</summary>
    protected async Task AnswerAsync(IRenderedComponent<LivecallerApp> app, string selector, string answer)
    {
        await UntilAsync(() => app.FindAll(selector).Count > 0, $"{selector} is there");
        await app.InvokeAsync(() => app.Find(selector).InputAsync(new ChangeEventArgs { Value = answer }));
    }

    protected static Task SubmitAsync(IRenderedComponent<LivecallerApp> app) => app.InvokeAsync(() => app.Find("form").SubmitAsync());

    /// <summary>Chooses from the menu of the header.</summary>
    protected async Task ChooseAsync(IRenderedComponent<LivecallerApp> app, string item)
    {
        await PressAsync(app, ".more .tool");
        // What the server has to say first may still be on its way.
        await UntilAsync(() => app.FindAll("[role=menu] .item").Any(IsIt), $"'{item}' is in the menu");
        await app.InvokeAsync(() => app.FindAll("[role=menu] .item").Single(IsIt).ClickAsync(new MouseEventArgs()));

        bool IsIt(AngleSharp.Dom.IElement element) => element.TextContent.Contains(item, StringComparison.Ordinal);
    }

    /// <summary>A conversation that has begun, with one message of the visitor.</summary>
    protected async Task BeginAsync(IRenderedComponent<LivecallerApp> app, string text = "Hello?")
    {
        var before = Host.Conversations.Count;
        await WriteAsync(app, text);
        await UntilAsync(() => Host.Conversations.Count == before + 1 && Host.Subscriptions.Count > 1);
    }

    /// <summary>Presses a button once it is there.</summary>
    protected async Task PressAsync(IRenderedComponent<LivecallerApp> app, string selector)
    {
        await UntilAsync(() => app.FindAll(selector).Count > 0, $"{selector} is there");
        await app.InvokeAsync(() => app.Find(selector).ClickAsync(new MouseEventArgs()));
    }

    protected Task SeesAsync(IRenderedComponent<LivecallerApp> app, string text) =>
        UntilAsync(() => Shows(app, text), $"'{text}' is on the screen");

    protected static bool Shows(IRenderedComponent<LivecallerApp> app, string text) =>
        WebUtility.HtmlDecode(app.Markup).Contains(text, StringComparison.Ordinal);

    protected Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Host.UntilAsync(condition, cancellationToken: Cancelled, expression: what);

    private sealed class InsteadHandler(HttpMessageHandler inner, Func<Func<HttpRequestMessage, HttpResponseMessage?>?> instead) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            instead()?.Invoke(request) is { } answer ? Task.FromResult(answer) : base.SendAsync(request, cancellationToken);
    }

    private sealed class OneLogger(ILogger logger) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
