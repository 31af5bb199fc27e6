using Livecaller.Blazor;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Widget;

/// <summary>
/// The chat in a frame, which fills the frame. The surrounding page determines the frame's size and position, and controls visibility, language and
/// sign-in. Without a surrounding page, the chat fills the window.
/// </summary>
public sealed partial class FrameApp : ComponentBase, IDisposable
{
    // The chat opens after this time even if a sign-in is still pending.
    private static readonly TimeSpan SignInPatience = TimeSpan.FromSeconds(5);

    private readonly List<IDisposable> _listeners = [];
    private PageGreeting? _greeting;
    private Task _signingIn = Task.CompletedTask;
    private string? _language;
    private bool _open;
    private LivecallerApp? _chat;

    [Inject]
    private ILivecallerClientProvider Livecaller { get; set; } = null!;

    [Inject]
    private PageBridge Page { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var listener in _listeners) listener.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var client = await Livecaller.GetAsync();
        _listeners.Add(client.Events.On<LivecallerEvent>(e => InvokeAsync(() => TellAsync(e))));
        _greeting = await Page.AttachAsync(this);
        await UseLanguageAsync(_greeting.Locale);
        _open = _greeting.Open;
        await client.StartBackgroundEventsAsync();
        await TellSessionAsync(client);
        await Page.SendAsync(PageMessages.Unread, client.UnreadCount);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_greeting is not null) await Page.ReadyAsync();
    }

    /// <summary>Executes a command of the page.</summary>
    internal async Task ObeyAsync(string command, string? value)
    {
        switch (command)
        {
            case "open":
                await WaitForSignInAsync();
                Show(true);
                break;
            case "close":
                Show(false);
                break;
            case "app.locale.update":
                await UseLanguageAsync(value);
                StateHasChanged();
                break;
            case "user.login" or "user.update" or "user.logout" or "ui.conversation.close":
                await (_signingIn = CarryOutAsync(_signingIn, command, value));
                break;
        }
    }

    // Commands run one after the other, in the order in which the page sent them.
    private async Task CarryOutAsync(Task before, string command, string? token)
    {
        await before;
        var client = await Livecaller.GetAsync();
        try
        {
            if (command == "ui.conversation.close") await CloseConversationAsync(client);
            else if (command == "user.logout") await client.UserLogoutAsync();
            else if (command == "user.login") await client.UserLoginAsync(token ?? "");
            else await client.UserUpdateAsync(token ?? "");
        }
        catch (LivecallerApiException e)
        {
            await Page.RefuseAsync(command, e.Reason);
        }
        catch (Exception e) when (e is LivecallerException or ArgumentException or InvalidOperationException)
        {
            // A published page doesn't contain the runtime's exception messages, only their resource names.
            await Page.RefuseAsync(command, e is ArgumentException ? "The command requires an identity token." : e.Message);
        }
    }

    // Without a session, there's no conversation, and none must be started.
    private static async Task CloseConversationAsync(LivecallerClient client)
    {
        if (client.Visitor is null) return;
        var conversation = await client.OpenConversationAsync();
        if (conversation.Snapshot.Info is { Status: not ConversationStatus.Closed }) await conversation.CloseAsync();
    }

    private async Task WaitForSignInAsync()
    {
        try
        {
            await _signingIn.WaitAsync(SignInPatience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // The chat shows its own state while the sign-in is pending.
        }
    }

    private async Task UseLanguageAsync(string? language)
    {
        try
        {
            var client = await Livecaller.GetAsync();
            if (language is { Length: > 0 }) await client.UpdateLocaleAsync(language);
            _language = client.Language;
        }
        catch (ArgumentException)
        {
            await Page.RefuseAsync("app.locale.update", $"'{language}' is not a valid language tag; expected a tag such as 'en' or 'pt-BR'.");
        }
    }

    private void Show(bool open)
    {
        _open = open;
        StateHasChanged();
        // The visitor wants to write after opening the chat, but an inline chat doesn't take the focus automatically.
        if (open && _chat is not null) _ = _chat.FocusAsync();
    }

    private async Task OnOpenChangedAsync(bool open)
    {
        _open = open;
        // Without a surrounding page, there's nothing to show instead of the chat.
        if (_greeting is { IsFramed: false }) Show(true);
        else if (!open) await Page.SendAsync(PageMessages.Close);
    }

    private Task OnUnreadAsync(int count) => Page.SendAsync(PageMessages.Unread, count);

    private Task TellAsync(LivecallerEvent e) => e switch
    {
        ConversationMessageReceived received => Task.WhenAll(Page.TellAsync(e), TeaseAsync(received.Message)),
        ConversationWasStarted or ConversationWasClosed or ConversationAuthFailed or SessionExpired => Page.TellAsync(e),
        VisitorChanged => Task.WhenAll(TellSessionAsync(), TeaseAsync(null)),
        _ => Task.CompletedTask,
    };

    // Messages from another tab of the visitor aren't announced.
    private Task TeaseAsync(MessagePayload? message)
    {
        if (_chat is not { } chat || message?.Sender.Type == ParticipantType.Visitor) return Task.CompletedTask;
        return Page.TeaseAsync(message is null || _open ? null : chat.TeaserOf(message), chat.DismissText);
    }

    private async Task TellSessionAsync() => await TellSessionAsync(await Livecaller.GetAsync());

    // A session that's only in memory ends with the page, so the next page can't resume it.
    private Task TellSessionAsync(LivecallerClient client) =>
        Page.SendAsync(PageMessages.Session, client.Visitor is not null && client.Options.SessionStore.Failure is null);
}
