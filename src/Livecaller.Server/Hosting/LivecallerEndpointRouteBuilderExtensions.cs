using Livecaller.Server.Attachments;
using Livecaller.Server.Conversations;
using Livecaller.Server.Departments;
using Livecaller.Server.Embedding;
using Livecaller.Server.Http;
using Livecaller.Server.Operators;
using Livecaller.Server.Realtime;
using Livecaller.Server.Uploads;
using Livecaller.Server.Visitors;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Gives the chat backend its addresses.</summary>
public static class LivecallerEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>/v1</c>, <c>/app/{key}</c>, <c>/livecaller.js</c>, <c>/widget/{id}</c>, <c>/health</c>, <c>/openapi/v1.json</c> and <c>/docs</c>.</summary>
    /// <param name="endpoints">The application. Needs <c>AddLivecaller()</c>.</param>
    public static IEndpointRouteBuilder MapLivecaller(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var api = endpoints.MapGroup("/v1").AddEndpointFilter<ProblemFilter>().AllowAnonymous().DisableAntiforgery();

        var widget = api.MapGroup("/widget").AddEndpointFilter<RouteGroupBuilder, WidgetFilter>().WithTags("Visitor");
        widget.MapWidget();
        widget.MapLogin();
        var visitor = widget.MapGroup("").AddEndpointFilter<RouteGroupBuilder, VisitorFilter>();
        visitor.MapVisitor();
        visitor.MapConversations();
        visitor.MapCallbacksAndTranscripts();
        visitor.MapVisitorBroadcasting();
        var attachments = widget.MapGroup("/attachments").AddEndpointFilter<RouteGroupBuilder, TusFilter>().AddEndpointFilter<RouteGroupBuilder, VisitorFilter>();
        attachments.MapUpload();
        attachments.MapUploads();
        api.MapGroup("/widget").WithTags("Visitor").MapUploadOptions();

        api.MapGroup("").WithTags("Attachments").MapDownload();
        var operators = api.MapGroup("/operator").WithTags("Operator");
        operators.MapOperatorLogin();
        var desk = operators.MapGroup("").AddEndpointFilter<RouteGroupBuilder, OperatorFilter>();
        desk.MapOperator();
        desk.MapMessageChanges();
        desk.MapOperatorWidgets();
        desk.MapDepartments();
        desk.MapOperatorBroadcasting();
        api.MapFallbacks();

        endpoints.MapEmbedding();
        endpoints.MapPusher().AllowAnonymous();
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains("livecaller-ready") }).AllowAnonymous();
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        endpoints.MapScalarApiReference("/docs", options => options
            .WithTitle("Livecaller").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton()).AllowAnonymous();
        return endpoints;
    }
}
