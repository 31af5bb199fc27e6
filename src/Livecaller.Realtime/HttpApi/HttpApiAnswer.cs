using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Realtime.HttpApi;

/// <summary>The answer to a request: its status and its JSON.</summary>
internal sealed record HttpApiAnswer(int Status, JsonObject Json)
{
    public static HttpApiAnswer Ok(JsonObject? json = null) => new(StatusCodes.Status200OK, json ?? []);

    /// <summary>Says what is wrong with a request.</summary>
    public static HttpApiAnswer Fault(int status, string error) => new(status, new JsonObject { ["error"] = error });
}

/// <summary>A request that cannot be fulfilled.</summary>
internal sealed class HttpApiException(int status, string message) : Exception(message)
{
    public HttpApiException(string message)
        : this(StatusCodes.Status400BadRequest, message)
    {
    }

    public HttpApiAnswer Answer => HttpApiAnswer.Fault(status, Message);
}
