using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;

namespace Livecaller.Server.Hosting;

// Who can read the description of the API, and what its page can do. It has the dashboard's origin, so it gets no more than it needs.
internal static partial class ApiDocsPolicy
{
    // The dashboard adds this scheme.
    private const string OperatorScheme = "Livecaller.Operator";

    public static async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        if (!await IsAllowedAsync(context).ConfigureAwait(false)) return;
        var headers = context.Response.Headers;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        if (context.GetEndpoint()?.DisplayName == ApiDocs.PageName)
        {
            await WritePageAsync(context, next).ConfigureAwait(false);
            return;
        }

        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        await next(context).ConfigureAwait(false);
    }

    private static async Task WritePageAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var page = new MemoryStream();
        context.Response.Body = page;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            context.Response.Body = body;
        }

        context.Response.Headers.ContentSecurityPolicy = PolicyFor(Encoding.UTF8.GetString(page.GetBuffer(), 0, (int)page.Length));
        page.Position = 0;
        await page.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<bool> IsAllowedAsync(HttpContext context)
    {
        var access = context.RequestServices.GetRequiredService<IOptions<LivecallerServerOptions>>().Value.Docs;
        if (access == ApiDocsAccess.Public) return true;
        var schemes = context.RequestServices.GetService<IAuthenticationSchemeProvider>();
        if (access == ApiDocsAccess.Off || schemes is null || await schemes.GetSchemeAsync(OperatorScheme).ConfigureAwait(false) is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }

        if ((await context.AuthenticateAsync(OperatorScheme).ConfigureAwait(false)).Succeeded) return true;
        await context.ChallengeAsync(OperatorScheme).ConfigureAwait(false);
        return false;
    }

    // The page calls its viewer in a script in place, whose text depends on the page's path. The viewer creates its own style sheets.
    private static string PolicyFor(string html)
    {
        var hashes = string.Concat(InlineScript().Matches(html)
            .Select(script => $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups[1].Value)))}'"));
        return $"default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    [GeneratedRegex("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex InlineScript();
}
