using Bunit;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Localization;

/// <summary>The chat in another language, while it stands on the screen.</summary>
public sealed class LanguageTests() : AppTest(new()
{
    WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with
    {
        Translations = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["de"] = new Dictionary<string, string> { ["open_chat"] = "Fragen Sie Fern & Oak" },
        },
    },
})
{
    [Fact]
    public async Task The_client_s_language_changes_words_direction_and_times_at_once()
    {
        var app = Mount();
        await BeginAsync(app);
        await SeesAsync(app, "now");

        await Client.UpdateLocaleAsync("ar", Cancelled);
        await SeesAsync(app, "الآن");
        var root = app.Find(".lc");
        Assert.Equal(("ar", "rtl", "الرسالة"), (root.GetAttribute("lang"), root.GetAttribute("dir"), app.Find("textarea").GetAttribute("aria-label")));

        await Client.UpdateLocaleAsync("de-AT", Cancelled);
        await SeesAsync(app, "jetzt");
        root = app.Find(".lc");
        Assert.Equal(("de-AT", "ltr", "Nachricht"), (root.GetAttribute("lang"), root.GetAttribute("dir"), app.Find("textarea").GetAttribute("aria-label")));
    }

    [Fact]
    public async Task The_words_of_before_stay_until_the_new_ones_are_here()
    {
        var app = Mount();
        await SeesAsync(app, "How can we help?");
        var slow = GiveFile("ar");

        await Client.UpdateLocaleAsync("ar", Cancelled);
        await UntilAsync(() => slow.Invocations.Count == 1);
        await WriteAsync(app, "Hello?");
        await SeesAsync(app, "Hello?");
        Assert.Equal(("en", "ltr", "Message"), (app.Find(".lc").GetAttribute("lang"), app.Find(".lc").GetAttribute("dir"), app.Find("textarea").GetAttribute("aria-label")));

        slow.SetResult(FileOf("ar"));
        await UntilAsync(() => app.Find("textarea").GetAttribute("aria-label") == "الرسالة");
        Assert.Equal("rtl", app.Find(".lc").GetAttribute("dir"));
    }

    [Fact]
    public async Task At_first_no_words_are_shown_in_a_language_that_was_not_asked_for()
    {
        var slow = GiveFile("ar");
        var app = Mount(p => p.Add(a => a.Language, "ar"));
        await UntilAsync(() => slow.Invocations.Count > 0);
        Assert.Empty(app.FindAll("textarea"));
        Assert.Equal("rtl", app.Find(".lc").GetAttribute("dir"));

        slow.SetResult(FileOf("ar"));
        await UntilAsync(() => app.FindAll("textarea").Count == 1);
        Assert.Equal("الرسالة", app.Find("textarea").GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData("404")]
    [InlineData("no JSON")]
    [InlineData("a list")]
    [InlineData("endless")]
    public async Task A_translation_that_is_missing_or_broken_leaves_the_chat_in_English(string fault)
    {
        var file = GiveFile("ar");
        if (fault == "404") file.SetException(new JSException("https://chat.test/texts/ar.json: 404"));
        else file.SetResult(new FakeFile(fault switch { "no JSON" => "<html>"u8.ToArray(), "a list" => "[]"u8.ToArray(), _ => new byte[1_000_000] }));

        var app = Mount(p => p.Add(a => a.Language, "ar"));
        await BeginAsync(app);
        await SeesAsync(app, "Hello?");

        Assert.Equal(("en", "ltr", "Message"), (app.Find(".lc").GetAttribute("lang"), app.Find(".lc").GetAttribute("dir"), app.Find("textarea").GetAttribute("aria-label")));
        Assert.Contains("'ar'", Assert.Single(Log), StringComparison.Ordinal);
        Assert.Empty(Log.Errors);
    }

    [Fact]
    public async Task What_could_not_be_loaded_is_asked_for_again_when_the_network_is_back()
    {
        var file = GiveFile("ar");
        file.SetException(new JSException("Failed to fetch"));
        var app = Mount(p => p.Add(a => a.Language, "ar"));
        await SeesAsync(app, "How can we help?");

        file.SetResult(FileOf("ar"));
        await app.InvokeAsync(app.Instance.OnNetworkChanged);

        await UntilAsync(() => app.Find("textarea").GetAttribute("aria-label") == "الرسالة");
    }

    [Fact]
    public async Task The_parameter_asks_when_it_changes_itself()
    {
        var app = Mount(p => p.Add(a => a.Language, "de"));
        await UntilAsync(() => Client.Language == "de" && app.Find(".lc").GetAttribute("lang") == "de");

        await Client.UpdateLocaleAsync("ar", Cancelled);
        await UntilAsync(() => app.Find(".lc").GetAttribute("lang") == "ar");
        app.Render(p => p.Add(a => a.Language, "de").Add(a => a.Theme, LivecallerTheme.Dark));
        Assert.Equal(("ar", "ar"), (Client.Language, app.Find(".lc").GetAttribute("lang")));

        app.Render(p => p.Add(a => a.Language, "en"));
        await UntilAsync(() => Client.Language == "en" && app.Find(".lc").GetAttribute("lang") == "en");
    }

    [Fact]
    public async Task The_launcher_hears_it_too_and_takes_the_widget_s_own_words()
    {
        var launcher = Render<LivecallerLauncher>();
        await UntilAsync(() => Label(launcher) == "Open the chat");

        await Client.UpdateLocaleAsync("ar", Cancelled);
        await UntilAsync(() => Label(launcher) == "فتح المحادثة");
        Assert.Equal("rtl", launcher.Find(".lc").GetAttribute("dir"));

        await Client.UpdateLocaleAsync("de", Cancelled);
        await UntilAsync(() => Label(launcher) == "Fragen Sie Fern & Oak");
        Assert.Equal("ltr", launcher.Find(".lc").GetAttribute("dir"));
    }

    [Fact]
    public async Task The_launcher_asks_again_for_what_it_could_not_have_when_the_server_is_there()
    {
        var file = GiveFile("ar");
        file.SetException(new JSException("Failed to fetch"));
        var launcher = Render<LivecallerLauncher>(p => p.Add(l => l.Language, "ar"));
        await UntilAsync(() => file.Invocations.Count > 0 && Log.Count > 0);
        Assert.Equal("Open the chat", Label(launcher));

        file.SetResult(FileOf("ar"));
        await Client.StartBackgroundEventsAsync(Cancelled);
        await Client.UserLoginAsync(Host.IssueToken("anna"), Cancelled);

        await UntilAsync(() => Label(launcher) == "فتح المحادثة");
    }

    [Fact]
    public async Task One_file_is_loaded_and_that_once()
    {
        var launcher = Render<LivecallerLauncher>(p => p.Add(l => l.Language, "ar"));
        var app = Mount(p => p.Add(a => a.Language, "ar"));
        await UntilAsync(() => app.Find(".lc").GetAttribute("lang") == "ar" && Label(launcher) == "فتح المحادثة");

        Assert.Equal("ar", Assert.Single(Assert.Single(TextFiles.Invocations["load"]).Arguments));
    }

    [Fact]
    public async Task One_visitor_s_browser_puts_no_words_into_another_s_chat()
    {
        GiveFile("ar").SetResult(new FakeFile("""{"ChatTitle": "Pay here"}"""u8.ToArray()));
        await using var other = Services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();

        await Services.GetRequiredService<TextLoader>().LoadAsync("ar");

        Assert.Equal("Pay here", new ChatTexts("ar", Services.GetRequiredService<TextLibrary>())[TextKeys.ChatTitle]);
        Assert.Equal("Chat", new ChatTexts("ar", other.ServiceProvider.GetRequiredService<TextLibrary>())[TextKeys.ChatTitle]);
    }

    private static string? Label(IRenderedComponent<LivecallerLauncher> launcher) => launcher.Find("button.launcher").GetAttribute("aria-label");

    private static FakeFile FileOf(string language) => new(System.Text.Encoding.UTF8.GetBytes(Languages.Read(language)));
}
