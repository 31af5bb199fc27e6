using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;
using Livecaller.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Blazor.Tests;

/// <summary>The whole component over the real client, which talks to a server in memory.</summary>
public sealed class LivecallerAppTests : ChatTest, IAsyncLifetime
{
    private readonly LivecallerTestHost _host = new();
    private readonly List<bool> _opened = [];
    private readonly List<int> _unread = [];
    private LivecallerClient _client = null!;

    private static CancellationToken Cancelled => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Services.AddLivecallerBlazor(o =>
        {
            o.ServerUrl = LivecallerTestHostOptions.ServerUrl;
            o.WidgetId = LivecallerTestHostOptions.DefaultWidget.Id.Value;
            o.ConfigureClient = (_, _) => _host.CreateOptions();
        });
        _client = await Services.GetRequiredService<ILivecallerClientProvider>().GetAsync(Cancelled);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _host.DisposeAsync();
    }

    [Fact]
    public void Closed_it_shows_nothing_and_calls_nobody()
    {
        var app = Mount(open: false);

        Assert.Empty(app.Find("dialog").Children);
        Assert.Empty(_host.Visitors);
        Assert.Equal(0, _host.ConnectionCount);
    }

    [Fact]
    public async Task A_visitor_and_an_operator_talk()
    {
        var app = Mount(open: true);
        await SeesAsync(app, "How can we help?");

        await WriteAsync(app, "Where is my lamp?");
        await SeesAsync(app, "Where is my lamp?");
        await _host.UntilAsync(() => _host.Conversations.Count == 1, cancellationToken: Cancelled);
        Assert.Equal("Where is my lamp?", Assert.Single(_host.MessagesOf(_host.Conversations[0].Id)).Content);

        // Typing is not kept for who comes later.
        await _host.UntilAsync(() => _host.Subscriptions.Count == 2, cancellationToken: Cancelled);
        await _host.Operator.TypesAsync();
        await SeesAsync(app, "Olivia is typing");
        await _host.Operator.SaysAsync("On its way.");
        await SeesAsync(app, "On its way.");
        await SeesAsync(app, "Olivia joined the conversation");
        Assert.Equal("Olivia", app.Find("h2").TextContent);
        await _host.UntilAsync(() => _host.Conversations[0].VisitorReadSequence > 0, cancellationToken: Cancelled);

        await _host.Operator.ReadsAsync();
        await UntilAsync(app, () => app.FindAll(".status.read").Count == 1);
    }

    [Fact]
    public async Task A_message_shows_at_once_and_waits_for_the_network()
    {
        var app = Mount(open: true);
        await SeesAsync(app, "How can we help?");
        _host.Faults.GoOffline();

        await WriteAsync(app, "Hello?");
        await SeesAsync(app, "Hello?");
        await SeesAsync(app, "Waiting");
        await SeesAsync(app, "No connection.");

        _host.Faults.GoOnline();
        await UntilAsync(app, () => app.FindAll(".status[aria-label=Sent]").Count == 1);
        Assert.Single(_host.MessagesOf(_host.Conversations[0].Id));
    }

    [Fact]
    public async Task A_refused_message_can_be_sent_again()
    {
        var app = Mount(open: true);
        await SeesAsync(app, "How can we help?");
        // The beginning alone: the list of conversations may be asked for at any time.
        _host.Faults.Refuse(422, "POST /v1/widget/conversations");

        await WriteAsync(app, "Hello?");
        await SeesAsync(app, "Not sent");
        await app.InvokeAsync(() => app.FindAll(".action")[0].ClickAsync(new MouseEventArgs()));

        await UntilAsync(app, () => app.FindAll(".status[aria-label=Sent]").Count == 1);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_said_and_can_be_tried_again()
    {
        _host.Faults.GoOffline();
        var app = Mount(open: true);
        await SeesAsync(app, "The chat can’t be reached");

        _host.Faults.GoOnline();
        await app.InvokeAsync(() => app.Find(".again").ClickAsync(new MouseEventArgs()));
        await SeesAsync(app, "How can we help?");
    }

    [Fact]
    public async Task Unread_messages_are_counted_while_it_is_closed_and_read_when_it_is_opened()
    {
        var app = Mount(open: true);
        var launcher = Render<LivecallerLauncher>();
        await SeesAsync(app, "How can we help?");
        await WriteAsync(app, "Hello?");
        await _host.UntilAsync(() => _host.Conversations.Count == 1 && _host.Subscriptions.Count == 2, cancellationToken: Cancelled);
        app.Render(p => p.Add(a => a.Open, false));

        await _host.Operator.SaysAsync("One");
        await _host.Operator.SaysAsync("Two");
        await UntilAsync(launcher, () => launcher.FindAll(".badge[data-lc-count='2']").Count == 1);
        Assert.Equal("Open the chat: 2 unread messages", launcher.Find(".launcher").GetAttribute("aria-label"));
        await _host.UntilAsync(() => _unread is [.., 2], cancellationToken: Cancelled);

        app.Render(p => p.Add(a => a.Open, true));
        await SeesAsync(app, "New messages");
        await UntilAsync(launcher, () => launcher.FindAll(".badge").Count == 0);
        Assert.Equal(0, _client.UnreadCount);
    }

    [Fact]
    public async Task Closing_and_leaving_the_page_leave_the_client_alive()
    {
        var heard = 0;
        using var listener = _client.Events.On<ConversationMessageReceived>(_ => Interlocked.Increment(ref heard));
        var app = Mount(open: true);
        await SeesAsync(app, "How can we help?");
        await WriteAsync(app, "Hello?");
        await _host.UntilAsync(() => _host.Conversations.Count == 1 && _host.Subscriptions.Count == 2, cancellationToken: Cancelled);

        await app.InvokeAsync(() => app.Find("[aria-label=Close]").ClickAsync(new MouseEventArgs()));
        Assert.Equal([false], _opened);
        await app.Instance.DisposeAsync();
        await _host.Operator.SaysAsync("Still there?");

        await _host.UntilAsync(() => Volatile.Read(ref heard) == 1, cancellationToken: Cancelled);
        Assert.Equal(ConnectionState.Connected, _client.ConnectionState);

        var again = Mount(open: true);
        await SeesAsync(again, "Still there?");
    }

    [Fact]
    public async Task A_closed_conversation_makes_room_for_a_new_one()
    {
        var app = Mount(open: true);
        await SeesAsync(app, "How can we help?");
        await WriteAsync(app, "Hello?");
        await _host.UntilAsync(() => _host.Conversations.Count == 1, cancellationToken: Cancelled);

        await _host.Operator.ClosesAsync();
        await SeesAsync(app, "This conversation is closed");
        await app.InvokeAsync(() => app.Find(".start").ClickAsync(new MouseEventArgs()));
        await SeesAsync(app, "How can we help?");
        Assert.DoesNotContain("Hello?", app.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_one_visitor_stays_on_the_screen_of_the_next()
    {
        await _client.UserLoginAsync(_host.IssueToken("anna"), Cancelled);
        var app = Mount(open: true);
        await SeesAsync(app, "How can we help?");
        await WriteAsync(app, "Anna's secret");
        await SeesAsync(app, "Anna's secret");
        await _host.UntilAsync(() => _host.Conversations.Count == 1, cancellationToken: Cancelled);

        await _client.UserLoginAsync(_host.IssueToken("ben"), Cancelled);
        await SeesAsync(app, "How can we help?");
        Assert.DoesNotContain("secret", app.Markup, StringComparison.Ordinal);

        await WriteAsync(app, "I am Ben");
        await SeesAsync(app, "I am Ben");
        await _host.UntilAsync(() => _host.Conversations.Count == 2, cancellationToken: Cancelled);
        Assert.Equal("ben", _host.Conversations[1].Visitor.UserId);
    }

    [Fact]
    public async Task Signing_out_closes_it()
    {
        await _client.UserLoginAsync(_host.IssueToken("anna"), Cancelled);
        var app = Mount(open: true);
        await SeesAsync(app, "How can we help?");
        await WriteAsync(app, "Anna's secret");
        await SeesAsync(app, "Anna's secret");

        await _client.UserLogoutAsync(Cancelled);

        await _host.UntilAsync(() => _opened is [false], cancellationToken: Cancelled);
        await UntilAsync(app, () => !app.Markup.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("de", "ltr")]
    public void The_root_says_language_and_direction(string language, string direction)
    {
        var app = Render<LivecallerApp>(p => p.Add(a => a.Language, language));

        Assert.Equal((language, direction), (app.Find(".lc").GetAttribute("lang"), app.Find(".lc").GetAttribute("dir")));
    }

    [Theory]
    [InlineData(LivecallerPresentation.BottomSheet, LivecallerTheme.Auto, "lc lc-auto", "lc-frame lc-sheet")]
    [InlineData(LivecallerPresentation.FullScreen, LivecallerTheme.Light, "lc lc-light", "lc-frame lc-full")]
    [InlineData(LivecallerPresentation.SidePanel, LivecallerTheme.Dark, "lc lc-dark", "lc-frame lc-side lc-end")]
    public void Presentation_and_theme_are_classes_of_the_root(LivecallerPresentation presentation, LivecallerTheme theme, string scheme, string frame)
    {
        var app = Render<LivecallerApp>(p => p.Add(a => a.Presentation, presentation).Add(a => a.Theme, theme));

        Assert.Equal((scheme, frame), (app.Find(".lc").ClassName, app.Find("dialog").ClassName));
    }

    [Fact]
    public async Task The_widgets_colour_is_the_accent()
    {
        var app = Mount(open: true);
        await SeesAsync(app, "How can we help?");

        Assert.Contains("--lc-accent-light:#2f5bea;--lc-accent-edge-light:#2f5bea;--lc-on-accent-light:#ffffff", app.Find(".lc").GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_widget_than_the_clients_is_said()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Render<LivecallerApp>(p => p.Add(a => a.WidgetId, "other")));

        Assert.Contains("'other'", e.Message, StringComparison.Ordinal);
    }

    private IRenderedComponent<LivecallerApp> Mount(bool open) => Render<LivecallerApp>(p => p
        .Add(a => a.WidgetId, LivecallerTestHostOptions.DefaultWidget.Id.Value)
        .Add(a => a.Open, open)
        .Add(a => a.OpenChanged, EventCallback.Factory.Create<bool>(this, _opened.Add))
        .Add(a => a.UnreadCountChanged, EventCallback.Factory.Create<int>(this, _unread.Add)));

    private static Task WriteAsync(IRenderedComponent<LivecallerApp> app, string text) => app.InvokeAsync(async () =>
    {
        await app.Find("textarea").InputAsync(new ChangeEventArgs { Value = text });
        _ = app.Find("textarea").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
    });

    private Task SeesAsync(IRenderedComponent<LivecallerApp> app, string text) =>
        _host.UntilAsync(() => app.Markup.Contains(System.Net.WebUtility.HtmlEncode(text).Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal), cancellationToken: Cancelled, expression: $"'{text}' is on the screen");

    private Task UntilAsync<T>(IRenderedComponent<T> _, Func<bool> condition) where T : IComponent => _host.UntilAsync(condition, cancellationToken: Cancelled);
}
