using Livecaller.Server.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Livecaller.Server.Hosting;

// The description of the API, and the page that shows it. MapOpenApi() would answer for every document of the application.
internal static class ApiDocs
{
    /// <summary>The display name of the page's endpoint, by which a program finds its path.</summary>
    public const string PageName = "Livecaller API";

    private const string DocumentPath = "openapi/" + OpenApiSetup.DocumentName + ".json";

    public static void MapApiDocs(this RouteGroupBuilder group)
    {
        var docs = group.MapGroup("").Wrap(ApiDocsPolicy.ApplyAsync);
        docs.MapGet("/" + DocumentPath, WriteAsync).ExcludeFromDescription().AllowHead().AllowAnonymous();
        docs.MapScalarApiReference("/docs", options => options
            .AddDocument(OpenApiSetup.DocumentName, "Livecaller", DocumentPath)
            .WithTitle("Livecaller").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton())
            .AllowHead().AllowAnonymous()
            // The scripts of the page are endpoints as well; only the page itself has a parameter.
            .Add(endpoint =>
            {
                if (endpoint is RouteEndpointBuilder { RoutePattern.Parameters.Count: > 0 }) endpoint.DisplayName = PageName;
            });
    }

    private static async Task WriteAsync(HttpContext http, [FromKeyedServices(OpenApiSetup.DocumentName)] IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync(http.RequestAborted).ConfigureAwait(false);
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(
            await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, http.RequestAborted).ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false);
    }
}
