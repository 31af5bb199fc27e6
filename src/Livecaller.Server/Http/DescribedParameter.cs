namespace Livecaller.Server.Http;

// For the API description only: handlers read headers and queries themselves, so that they can name what is wrong.
internal sealed record DescribedParameter(string Name, string Description, bool IsHeader, bool IsRequired);

internal sealed record DescribedBytes(string MediaType);

internal static class DescribedParameterExtensions
{
    public static RouteHandlerBuilder TakesHeader(this RouteHandlerBuilder endpoint, string name, string description, bool isRequired = false) =>
        endpoint.WithMetadata(new DescribedParameter(name, description, IsHeader: true, isRequired));

    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new DescribedParameter(name, description, IsHeader: false, IsRequired: false));

    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder endpoint, string mediaType) =>
        endpoint.WithMetadata(new DescribedBytes(mediaType));
}
