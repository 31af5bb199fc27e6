using Microsoft.AspNetCore.Builder;

namespace Livecaller.Server.Http;

// Tells the API description alone. Accepts<T>() would tell the router as well, which then turns away calls without a content type.
internal sealed record OptionalBody(Type Type);

internal static class OptionalBodyExtensions
{
    public static RouteHandlerBuilder TakesOptional<T>(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new OptionalBody(typeof(T)));
}
