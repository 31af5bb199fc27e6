using System.Text.Json;
using Livecaller.Realtime.Apps;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Realtime.HttpApi;

/// <summary>An authorized request.</summary>
internal sealed record HttpApiCall(PusherApp App, HttpContext Context, ReadOnlyMemory<byte> Body)
{
    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public string Route(string name) => Context.GetRouteValue(name) as string ?? "";

    /// <exception cref="HttpApiException">The body is not JSON.</exception>
    public JsonDocument ReadJson()
    {
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException)
        {
            throw new HttpApiException("The body is not valid JSON.");
        }
    }
}
