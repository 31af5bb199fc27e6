namespace Livecaller.Connection;

/// <summary>The address of the realtime socket.</summary>
internal static class RealtimeAddress
{
    private static readonly string Query =
        $"?protocol=7&client=livecaller-dotnet&version={typeof(RealtimeAddress).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Returns the address for an endpoint of the widget.</summary>
    public static Uri Of(RealtimeEndpoint endpoint)
    {
        var path = $"{endpoint.Path.TrimEnd('/')}/app/{Uri.EscapeDataString(endpoint.Key)}";
        return new UriBuilder(endpoint.Scheme, endpoint.Host, endpoint.Port, path) { Query = Query }.Uri;
    }
}
