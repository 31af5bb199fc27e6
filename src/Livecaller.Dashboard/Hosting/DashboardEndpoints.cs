using System.Reflection;
using Livecaller.Dashboard.Setup;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.SignIn;
using Livecaller.Server.Audit;
using Livecaller.Server.Reports;
using Livecaller.Server.VisitorData;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Livecaller.Dashboard.Hosting;

/// <summary>The dashboard's pages. Each returns the same document; the circuit renders the content for the URL.</summary>
internal static class DashboardEndpoints
{
    internal static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    // RunLivecallerAsync() finds the dashboard's path by it.
    private const string DisplayName = "Livecaller dashboard";

    internal static void Map(RouteGroupBuilder root)
    {
        var pages = root.MapGroup("").ExcludeFromDescription().AddEndpointFilter<RouteGroupBuilder, StorageFilter>()
            .AddEndpointFilter<RouteGroupBuilder, FormFilter>();
        pages.MapSignIn();
        pages.MapFirstOperator();

        var signedIn = pages.MapGroup("").RequireAuthorization(DashboardDefaults.PolicyName);
        foreach (var page in Pages()) signedIn.MapMethods(page, Reading, Document);
        signedIn.MapMethods("", Reading, Document).WithDisplayName(DisplayName).WithMetadata(new DashboardMarker());
        signedIn.MapGet("visitors/{id}/export", static (HttpContext context, IVisitorService visitors, string id) =>
            VisitorDataEndpoints.ExportAsync(context, visitors, DashboardOperator.From(context.User).Caller, id));
        foreach (var name in ReportEndpoints.TableNames)
        {
            signedIn.MapGet($"reports/{name}.csv", (HttpContext context, IReportService reports) =>
                ReportEndpoints.ExportAsync(context, reports, DashboardOperator.From(context.User).Caller, name));
        }

        signedIn.MapGet("settings/audit-log.csv", static (HttpContext context, IAuditLogService log) =>
            AuditEndpoints.ExportAsync(context, log, DashboardOperator.From(context.User).Caller));
        signedIn.MapMethods("{**path}", Reading, NotFound).Add(static endpoint => ((RouteEndpointBuilder)endpoint).Order = 1);
        signedIn.MapSignOut();

        // The list of the host's own start-up scripts stays empty here: they are not the dashboard's, and their paths would not fit its base.
        signedIn.MapGet("_blazor/initializers", static () => Array.Empty<string>())
            .Add(static endpoint => ((RouteEndpointBuilder)endpoint).Order = -1);
        pages.WithDashboardHeaders();

        // A circuit endpoint of its own: it asks for the operator's cookie, and it cannot collide with the host's "/_blazor".
        root.MapBlazorHub("/_blazor").RequireAuthorization(DashboardDefaults.PolicyName).RequireOwnOrigin();
    }

    // The first one has a marker of its own.
    private static IEnumerable<string> Pages() => typeof(DashboardApp).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template.TrimStart('/')).Where(page => page is not ("" or "not-found"));

    private static RazorComponentResult<DashboardDocument> Document(HttpContext context, IAntiforgery antiforgery, DashboardAddress address)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new(new Dictionary<string, object?>
        {
            [nameof(DashboardDocument.Operator)] = DashboardOperator.From(context.User),
            [nameof(DashboardDocument.Root)] = context.Request.PathBase + address.Path,
            [nameof(DashboardDocument.AntiforgeryField)] = tokens.FormFieldName,
            [nameof(DashboardDocument.AntiforgeryToken)] = tokens.RequestToken!,
        });
    }

    private static RazorComponentResult<DashboardDocument> NotFound(HttpContext context, IAntiforgery antiforgery, DashboardAddress address)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Document(context, antiforgery, address);
    }
}
