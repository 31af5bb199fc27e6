using System.Text.Json.Serialization.Metadata;

namespace Livecaller.Server.Http;

// The JSON of the API, whatever the host app has configured for its own endpoints.
internal static class WireJson
{
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)(LivecallerJson.Default.GetTypeInfo(typeof(T)) ?? OperatorJson.Default.GetTypeInfo(typeof(T))
        ?? throw new InvalidOperationException($"{typeof(T)} is not part of the API's JSON."));
}
