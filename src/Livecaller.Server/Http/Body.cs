using System.Reflection;
using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Http.Metadata;

namespace Livecaller.Server.Http;

// A JSON body that a call needs, as a parameter of its handler. It is read by the handler, after the filters have let the call in.
internal sealed class Body<T>(HttpContext http) : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider where T : class
{
    /// <exception cref="ProblemException">413, 415 or 422: what is wrong with the body.</exception>
    public Task<T> ReadAsync() => JsonBodies.ReadAsync<T>(http, whenEmpty: null);

    public static ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new Body<T>(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

// A JSON body that can be left out.
internal sealed class OptionalBody<T>(HttpContext http) : IBindableFromHttpContext<OptionalBody<T>>, IEndpointParameterMetadataProvider where T : class, new()
{
    /// <inheritdoc cref="Body{T}.ReadAsync" />
    public Task<T> ReadAsync() => JsonBodies.ReadAsync(http, whenEmpty: new T());

    public static ValueTask<OptionalBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new OptionalBody<T>(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new DescribedBody(typeof(T)));
}

// For the API description only. AcceptsMetadata would have the router turn away calls without a content type.
internal sealed record DescribedBody(Type Type);

internal static class JsonBodies
{
    // Bodies that carry a message can be larger, so that a message that is too long is told its length.
    private static readonly HashSet<Type> WithMessage = [typeof(SendMessageRequest), typeof(StartConversationRequest), typeof(EditMessageRequest), typeof(AddNoteRequest), typeof(CannedReplyRequest), typeof(SaveDraftsRequest), typeof(HoldMessageRequest)];

    public static async Task<T> ReadAsync<T>(HttpContext http, T? whenEmpty) where T : class
    {
        var limits = http.RequestServices.GetRequiredService<IOptions<LivecallerServerOptions>>().Value.Limits;
        var bytes = await ReadBytesAsync(http, WithMessage.Contains(typeof(T)) ? limits.MaxMessageJsonBytes : limits.MaxJsonBytes).ConfigureAwait(false);
        if (bytes.Length == 0 && whenEmpty is not null) return whenEmpty;
        if (JsonBody.TypeFault(http.Request.ContentType) is { } fault) throw new ProblemException(fault);
        return JsonBody.Read(bytes, WireJson.Of<T>());
    }

    /// <exception cref="ProblemException">413: there are more bytes.</exception>
    public static async Task<byte[]> ReadBytesAsync(HttpContext http, int maxBytes)
    {
        if (http.Request.ContentLength > maxBytes) throw new ProblemException(JsonBody.TooLarge(maxBytes));
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > maxBytes) throw new ProblemException(JsonBody.TooLarge(maxBytes));
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
