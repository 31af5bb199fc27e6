using Livecaller.Server.Http;

namespace Livecaller.Server.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this RouteGroupBuilder group)
    {
        var all = group.MapGroup("/api-keys");
        all.MapGet("", async (HttpContext http, IApiKeyService keys) => (await keys.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<ApiKeyPayload>>().WithSummary("The API keys of all operators, newest first.");
        all.MapPost("", CreateAsync).Produces<CreatedApiKey>(201)
            .WithSummary("Creates an API key, which is shown only in this answer. It is sent as a bearer token.");
        all.MapDelete("/{id}", async (HttpContext http, IApiKeyService keys, string id) =>
            (await keys.DeleteAsync(http.OperatorCaller(), id, http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Removes an API key, and closes its sockets.");
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IApiKeyService keys, Body<CreateApiKeyRequest> body) =>
        (await keys.CreateAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToResult();
}
