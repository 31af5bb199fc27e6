using System.Net;
using System.Net.Http.Json;

namespace Storefront.Client.Accounts;

/// <summary>The shop's own backend: who is signed in, and the identity token for the chat.</summary>
public sealed class AccountApi(HttpClient http)
{
    /// <summary>The signed-in customer; null when nobody is.</summary>
    public async Task<Customer?> GetAsync(CancellationToken cancellationToken = default)
    {
        using var answer = await http.GetAsync("api/account", cancellationToken);
        answer.EnsureSuccessStatusCode();
        if (answer.StatusCode == HttpStatusCode.NoContent) return null;
        return await answer.Content.ReadFromJsonAsync<Customer>(cancellationToken);
    }

    /// <summary>Signs in; the reason when that is not possible.</summary>
    public async Task<string?> SignInAsync(SignInForm form, CancellationToken cancellationToken = default)
    {
        using var answer = await http.PostAsJsonAsync("api/account/sign-in", form, cancellationToken);
        return answer.IsSuccessStatusCode ? null : "Please give a name and an e-mail address.";
    }

    /// <summary>Signs out.</summary>
    public async Task SignOutAsync(CancellationToken cancellationToken = default)
    {
        using var answer = await http.PostAsync("api/account/sign-out", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>An identity token for the signed-in customer.</summary>
    public async Task<string> GetChatTokenAsync(CancellationToken cancellationToken = default)
    {
        using var answer = await http.PostAsync("api/account/chat-token", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }
}

/// <summary>A customer of the shop.</summary>
/// <param name="Id">The shop's own id of the customer.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail address.</param>
public sealed record Customer(string Id, string Name, string Email);

/// <summary>What the sign-in form asks for. This shop is a sample: any name will do.</summary>
public sealed class SignInForm
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The e-mail address.</summary>
    public string Email { get; set; } = "";
}
