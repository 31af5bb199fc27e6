using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.SignIn;

/// <summary>
/// Marks cookies as Secure where browsers reach the dashboard by HTTPS, which behind a proxy only <c>PublicUrl</c> or a forwarded header tells.
/// </summary>
internal sealed class SecureCookies(IOptions<LivecallerServerOptions> server)
    : IPostConfigureOptions<CookieAuthenticationOptions>, IPostConfigureOptions<AntiforgeryOptions>
{
    private bool IsPublishedByHttps => server.Value.PublicUrl?.Scheme == Uri.UriSchemeHttps;

    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        if (name != DashboardDefaults.AuthenticationScheme || !IsPublishedByHttps)
            return;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        // With these prefixes, browsers refuse a cookie that another host of the domain, or an unencrypted connection, tries to set:
        // https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
        if (options.Cookie.Name == DashboardDefaults.CookieName)
            options.Cookie.Name = (server.Value.PublicUrl!.AbsolutePath == "/" ? "__Host-" : "__Secure-") + DashboardDefaults.CookieName.TrimStart('.');
    }

    // The app's forms use the same cookie. Where the app has chosen a policy, it stays.
    public void PostConfigure(string? name, AntiforgeryOptions options)
    {
        if (options.Cookie.SecurePolicy == CookieSecurePolicy.None)
            options.Cookie = new AntiforgeryCookie(options.Cookie, IsPublishedByHttps);
    }

    // Antiforgery throws for a policy of Always when it doesn't see HTTPS itself. This sets the attribute alone.
    private sealed class AntiforgeryCookie : CookieBuilder
    {
        private readonly CookieBuilder _inner;
        private readonly bool _isPublishedByHttps;

        public AntiforgeryCookie(CookieBuilder inner, bool isPublishedByHttps)
        {
            (_inner, _isPublishedByHttps) = (inner, isPublishedByHttps);
            (Domain, Path, HttpOnly, SameSite) = (inner.Domain, inner.Path, inner.HttpOnly, inner.SameSite);
            (MaxAge, Expiration, IsEssential, SecurePolicy) = (inner.MaxAge, inner.Expiration, inner.IsEssential, inner.SecurePolicy);
        }

        // The framework chooses it after all options are configured.
        public override string? Name
        {
            get => _inner.Name;
            set => _inner.Name = value;
        }

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = _isPublishedByHttps || context.Request.IsHttps;
            return cookie;
        }
    }
}
