namespace Livecaller.Server.Http;

internal static class HeadRequests
{
    /// <summary>Lets endpoints for GET answer HEAD too, as https://www.rfc-editor.org/rfc/rfc9110#section-9.1 asks of what browsers and link checkers read.</summary>
    public static TBuilder AllowHead<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(static endpoint =>
        {
            for (var i = 0; i < endpoint.Metadata.Count; i++)
            {
                if (endpoint.Metadata[i] is IHttpMethodMetadata { HttpMethods: ["GET"] })
                    endpoint.Metadata[i] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
            }
        });
        return endpoints;
    }
}
