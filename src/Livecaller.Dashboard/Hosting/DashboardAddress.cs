using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Dashboard.Hosting;

/// <summary>Marks the dashboard's start page among the endpoints of the application.</summary>
internal sealed class DashboardMarker;

/// <summary>Where the dashboard is mounted. Known once the endpoints are built.</summary>
internal sealed class DashboardAddress(EndpointDataSource endpoints)
{
    private string? _path;

    /// <summary>The dashboard's path, without the path base and without a slash at the end.</summary>
    internal string Path => _path ??= FindPath();

    internal string SignInPath => Path + "/login";

    internal string CircuitPath => Path + "/_blazor";

    private string FindPath()
    {
        var home = endpoints.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(e => e.Metadata.GetMetadata<DashboardMarker>() is not null);
        return "/" + (home?.RoutePattern.RawText ?? DashboardDefaults.Path).Trim('/');
    }
}
