using System.Net;
using System.Net.Http.Json;

namespace Storefront.Client.Accounts;

/// <summary>The shop's backend: the signed-in customer, and identity tokens for the chat.</summary>
public sealed class AccountApi(HttpClient http)
{
    /// <summary>Returns the signed-in customer, or null.</summary>
    public async Task<Customer?> GetAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.GetAsync("api/account", cancellationToken);
        response.EnsureSuccessStatusCode();
        if (response.StatusCode == HttpStatusCode.NoContent) return null;
        return await response.Content.ReadFromJsonAsync<Customer>(cancellationToken);
    }

    /// <summary>Signs in. Returns an error message, or null on success.</summary>
    public async Task<string?> SignInAsync(SignInForm form, CancellationToken cancellationToken = default)
    {
        using var response = await http.PostAsJsonAsync("api/account/sign-in", form, cancellationToken);
        return response.IsSuccessStatusCode ? null : "Enter a name and an email address.";
    }

    /// <summary>Signs out.</summary>
    public async Task SignOutAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.PostAsync("api/account/sign-out", null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Returns an identity token for the signed-in customer.</summary>
    public async Task<string> GetChatTokenAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.PostAsync("api/account/chat-token", null, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}

/// <summary>A customer of the shop.</summary>
/// <param name="Id">The customer's ID in the shop.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The email address.</param>
public sealed record Customer(string Id, string Name, string Email);

/// <summary>The data of the sign-in form. Because the shop is a sample, any name is accepted.</summary>
public sealed class SignInForm
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The email address.</summary>
    public string Email { get; set; } = "";
}
