using Livecaller;

namespace Storefront.Client.Accounts;

/// <summary>Keeps the sign-in of the shop and the chat in sync.</summary>
public sealed class ShopSession(AccountApi account, ILivecallerClientProvider livecaller) : IDisposable
{
    private IDisposable? _authFailed;

    /// <summary>Gets the signed-in customer, or null.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>Whether the sign-in state is known.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Raised when the sign-in state changes or becomes known.</summary>
    public event Action? Changed;

    /// <summary>Loads the sign-in state, and starts receiving chat events before the chat is opened.</summary>
    public async Task StartAsync()
    {
        var client = await livecaller.GetAsync();
        _authFailed ??= client.Events.On(LivecallerEventType.ConversationAuthFailed, _ => LoginToChatAsync());
        Customer = await account.GetAsync();
        if (Customer is not null && client.Visitor?.UserId != Customer.Id) await LoginToChatAsync();
        await client.StartBackgroundEventsAsync();
        IsLoaded = true;
        Changed?.Invoke();
    }

    /// <summary>Signs in to the shop, and to the chat with a token from the shop.</summary>
    /// <returns>An error message, or null on success.</returns>
    public async Task<string?> SignInAsync(SignInForm form)
    {
        if (await account.SignInAsync(form) is { } error) return error;
        Customer = await account.GetAsync();
        await LoginToChatAsync();
        await (await livecaller.GetAsync()).StartBackgroundEventsAsync();
        Changed?.Invoke();
        return null;
    }

    /// <summary>Signs out of the chat and the shop.</summary>
    public async Task SignOutAsync()
    {
        var client = await livecaller.GetAsync();
        await client.UserLogoutAsync();
        await client.StopBackgroundEventsAsync();
        await account.SignOutAsync();
        Customer = null;
        Changed?.Invoke();
    }

    /// <inheritdoc />
    public void Dispose() => _authFailed?.Dispose();

    private async Task LoginToChatAsync()
    {
        if (Customer is null) return;
        var client = await livecaller.GetAsync();
        await client.UserLoginAsync(await account.GetChatTokenAsync());
    }
}
