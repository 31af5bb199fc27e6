using System.Text;
using System.Text.Encodings.Web;
using Livecaller.Server.Http;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Livecaller.Server.Embedding;

// The chat for pages without .NET: the loader, and the frame that it opens.
internal static class EmbeddingEndpoints
{
    private const string Loader = "livecaller.js";
    private const string Page = "frame.html";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapEmbedding(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/" + Loader, Reading, GetLoader).ExcludeFromDescription().AllowAnonymous();
        endpoints.MapMethods("/widget/{**path}", Reading, GetAsync).ExcludeFromDescription().AllowAnonymous();
    }

    // Any page can load the script, also with the attribute crossorigin, and isolated pages too.
    private static IResult GetLoader(HttpContext http, WidgetFiles files)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return files.Find(Loader)?.ToResult(http) ?? NoFiles();
    }

    // A file's name has a dot, a widget's id has none.
    private static async Task<IResult> GetAsync(
        string? path, HttpContext http, WidgetFiles files, IDbContextFactory<LivecallerDbContext> contexts, ServerAddress address)
    {
        if (path is null || path is Page or Loader) return TypedResults.NotFound();
        if (path.Contains('.', StringComparison.Ordinal)) return files.Find(path)?.ToResult(http) ?? TypedResults.NotFound();

        using var db = await contexts.CreateDbContextAsync(http.RequestAborted).ConfigureAwait(false);
        var origins = await db.Widgets.AsNoTracking().Where(w => w.Id == path).Select(w => w.AllowedOrigins).SingleOrDefaultAsync(http.RequestAborted).ConfigureAwait(false);
        if (origins is null)
        {
            FramePolicy.Apply(http, address, []);
            return TypedResults.Text("There is no such widget.", statusCode: StatusCodes.Status404NotFound);
        }

        string[] ancestors = [.. origins.Concat(address.OwnOrigins(http.Request)).Select(Origins.Normalize).OfType<string>().Distinct()];
        FramePolicy.Apply(http, address, ancestors);
        if (files.Find(Page) is not { } page) return NoFiles();
        var html = Encoding.UTF8.GetString(page.Plain)
            .Replace("{{origins}}", HtmlEncoder.Default.Encode(string.Join(' ', ancestors)), StringComparison.Ordinal);
        return TypedResults.Text(html, "text/html; charset=utf-8");
    }

    private static ContentHttpResult NoFiles() => TypedResults.Text(
        "This app does not contain the chat for web pages. Reference the package Livecaller.Widget.Files and call AddLivecallerWidget(WidgetArchive.Open).",
        statusCode: StatusCodes.Status404NotFound);
}
