using Livecaller;

namespace Storefront.Client.Accounts;

/// <summary>Keeps the shop's customer and the chat's visitor the same person.</summary>
public sealed class ShopSession(AccountApi account, ILivecallerClientProvider livecaller) : IDisposable
{
    private IDisposable? _authFailed;

    /// <summary>The signed-in customer; null when nobody is.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>Whether it is known already who is signed in.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Somebody signed in or out, or it became known who is signed in.</summary>
    public event Action? Changed;

    /// <summary>Finds out who is signed in, and lets chat events flow before any chat is opened.</summary>
    public async Task StartAsync()
    {
        var client = await livecaller.GetAsync();
        _authFailed ??= client.Events.On(LivecallerEventType.ConversationAuthFailed, _ => LoginToChatAsync());
        Customer = await account.GetAsync();
        if (Customer is not null && client.Visitor?.UserId != Customer.Id) await LoginToChatAsync();
        await client.StartBackgroundEventsAsync();
        IsKnown = true;
        Changed?.Invoke();
    }

    /// <summary>Signs in to the shop, and with the shop's word to the chat.</summary>
    /// <returns>The reason when that is not possible.</returns>
    public async Task<string?> SignInAsync(SignInForm form)
    {
        if (await account.SignInAsync(form) is { } reason) return reason;
        Customer = await account.GetAsync();
        await LoginToChatAsync();
        await (await livecaller.GetAsync()).StartBackgroundEventsAsync();
        Changed?.Invoke();
        return null;
    }

    /// <summary>Signs out of both.</summary>
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
