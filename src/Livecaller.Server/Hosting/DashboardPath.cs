namespace Livecaller.Server.Hosting;

// Where the dashboard is mapped. By the endpoint's display name: another package maps it.
internal sealed class DashboardPath(EndpointDataSource endpoints)
{
    private const string DisplayName = "Livecaller dashboard";

    /// <summary>Returns the path without a slash at its end; null when there is no dashboard.</summary>
    public string? Find() => Of(endpoints, DisplayName);

    /// <summary>Returns the path of an endpoint without parameters.</summary>
    public static string? Of(EndpointDataSource endpoints, string displayName) =>
        endpoints.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(e => e.DisplayName == displayName)?.RoutePattern.RawText is { } path
            ? "/" + path.Split('{')[0].Trim('/') : null;
}
