using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Storefront.Client.Accounts;

namespace Storefront.Accounts;

/// <summary>The shop's accounts, with their own cookie, and identity tokens for the chat.</summary>
internal static class AccountEndpoints
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "storefront";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Events.OnRedirectToLogin = context =>
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            };
        });
        services.AddAuthorization();
        services.AddSingleton<ChatTokenIssuer>();
        return services;
    }

    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        var account = endpoints.MapGroup("/api/account").RequireAuthorization();
        account.MapGet("", (ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true }
            ? Results.Ok(CustomerOf(user))
            : Results.NoContent()).AllowAnonymous();
        account.MapPost("sign-in", SignInAsync).AllowAnonymous();
        account.MapPost("sign-out", (HttpContext context) => context.SignOutAsync());
        account.MapPost("chat-token", (ClaimsPrincipal user, ChatTokenIssuer issuer, CancellationToken cancellationToken) =>
            issuer.IssueAsync(CustomerOf(user), cancellationToken));
    }

    private static async Task<IResult> SignInAsync(SignInForm form, HttpContext context)
    {
        var name = form.Name.Trim();
        var email = form.Email.Trim().ToLowerInvariant();
        if (name.Length is 0 or > 100 || email.Length > 200 || !email.Contains('@', StringComparison.Ordinal))
            return Results.BadRequest();

        // The sample doesn't store customers. The same address is the same customer.
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)))[..16];
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, id), new(ClaimTypes.Name, name), new(ClaimTypes.Email, email)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        return Results.NoContent();
    }

    private static Customer CustomerOf(ClaimsPrincipal user) => new(
        user.FindFirstValue(ClaimTypes.NameIdentifier)!,
        user.FindFirstValue(ClaimTypes.Name)!,
        user.FindFirstValue(ClaimTypes.Email)!);
}
