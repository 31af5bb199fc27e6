using Livecaller.Server.Visitors;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Livecaller.Server.Http;

// Hides tokens and signatures from the framework's request log and traces, which contain the query as it arrives, before any middleware.
// The application sees the query itself, from its first middleware to its last.
internal sealed class RedactedQueries(IServiceProvider services) : IHttpContextFactory, IStartupFilter
{
    private const string Hidden = "[Redacted]";

    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        IdentityHeader.QueryName, "token", "access_token", "sig", "signature", "auth_signature", "code", "state",
    };

    private readonly DefaultHttpContextFactory _inner = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        if (featureCollection.Get<IHttpRequestFeature>() is { QueryString: { Length: > 0 } query } request && Redact(query) is { } redacted && redacted != query)
        {
            featureCollection.Set(new Original(query, redacted));
            request.QueryString = redacted;
        }

        return _inner.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => _inner.Dispose(httpContext);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static async (context, rest) =>
        {
            if (context.Features.Get<Original>() is not { } query)
            {
                await rest(context).ConfigureAwait(false);
                return;
            }

            context.Request.QueryString = new(query.Text);
            try
            {
                await rest(context).ConfigureAwait(false);
            }
            finally
            {
                context.Request.QueryString = new(query.Redacted);
            }
        });
        next(app);
    };

    /// <summary>The query with the values of secrets replaced.</summary>
    internal static string Redact(string query) => "?" + string.Join('&', query.TrimStart('?').Split('&').Select(static part =>
        part.IndexOf('=', StringComparison.Ordinal) is > 0 and var cut && Secrets.Contains(Uri.UnescapeDataString(part[..cut].Replace('+', ' ')))
            ? part[..(cut + 1)] + Hidden : part));

    private sealed record Original(string Text, string Redacted);
}
