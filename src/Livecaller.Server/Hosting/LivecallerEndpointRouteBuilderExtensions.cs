using Livecaller.Server.ApiKeys;
using Livecaller.Server.Attachments;
using Livecaller.Server.Audit;
using Livecaller.Server.Availability;
using Livecaller.Server.Blocks;
using Livecaller.Server.Bulk;
using Livecaller.Server.CannedReplies;
using Livecaller.Server.Conversations;
using Livecaller.Server.Departments;
using Livecaller.Server.Drafts;
using Livecaller.Server.Embedding;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Livecaller.Server.Realtime;
using Livecaller.Server.Reports;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Tags;
using Livecaller.Server.Team;
using Livecaller.Server.Uploads;
using Livecaller.Server.Views;
using Livecaller.Server.VisitorData;
using Livecaller.Server.Visitors;
using Livecaller.Server.Widgets;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of the chat backend.</summary>
public static class LivecallerEndpointRouteBuilderExtensions
{
    /// <summary>Maps <c>/v1</c>, <c>/app/{key}</c>, <c>/livecaller.js</c> and <c>/widget/{id}</c>, and nothing else.</summary>
    /// <remarks>
    /// The endpoints check sessions themselves: they allow anonymous requests, whatever the application's default policy is. They are described
    /// in the OpenAPI document <c>livecaller</c> only.
    /// </remarks>
    /// <param name="endpoints">The application, or a group of it.</param>
    /// <param name="pattern">The path under which everything is mapped, for example <c>/chat</c>. It has no parameters.</param>
    /// <returns>All of the endpoints, for conventions.</returns>
    /// <exception cref="ArgumentException">The pattern has parameters.</exception>
    /// <exception cref="InvalidOperationException"><c>AddLivecaller()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapLivecaller(this IEndpointRouteBuilder endpoints, string pattern = "")
    {
        var root = NewGroup(endpoints, pattern, nameof(MapLivecaller));
        var api = root.MapGroup("/v1").AddEndpointFilter<ProblemFilter>().AllowAnonymous().DisableAntiforgery()
            .WithGroupName(OpenApiSetup.DocumentName).WithMetadata(new ApiEndpointMarker());

        var widget = api.MapGroup("/widget").AddEndpointFilter<RouteGroupBuilder, WidgetFilter>().WithTags("Visitor");
        widget.MapWidget();
        widget.MapAvailability();
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
        operators.MapInvitation();
        var signedIn = operators.MapGroup("").AddEndpointFilter<RouteGroupBuilder, OperatorFilter>();
        signedIn.MapOperatorSessions();
        signedIn.MapTeam();
        signedIn.MapApiKeys();
        signedIn.MapAuditLog();
        signedIn.MapReports();
        signedIn.MapNotes();
        signedIn.MapVisitorData();
        signedIn.MapBlocks();
        signedIn.MapCannedReplies();
        signedIn.MapSavedViews();
        signedIn.MapDrafts();
        signedIn.MapTags();
        signedIn.MapBulk();
        signedIn.MapOperator();
        signedIn.MapSecondFactor();
        signedIn.MapMessageChanges();
        signedIn.MapOperatorWidgets();
        signedIn.MapDepartments();
        signedIn.MapOperatorBroadcasting();
        api.MapFallbacks();

        root.MapEmbedding();
        root.MapPusher().AllowAnonymous();
        return root;
    }

    /// <summary>Maps the description of the API, <c>/openapi/livecaller.json</c>, and <c>/docs</c>, a page to read and try it.</summary>
    /// <remarks>The setting <c>Livecaller:Docs</c> limits who can read them.</remarks>
    /// <param name="endpoints">The application, or a group of it.</param>
    /// <param name="pattern">The path under which both are mapped, for example <c>/chat</c>. It has no parameters.</param>
    /// <returns>Both endpoints, for conventions.</returns>
    /// <exception cref="ArgumentException">The pattern has parameters.</exception>
    /// <exception cref="InvalidOperationException"><c>AddLivecaller()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapLivecallerDocs(this IEndpointRouteBuilder endpoints, string pattern = "")
    {
        var root = NewGroup(endpoints, pattern, nameof(MapLivecallerDocs));
        root.MapApiDocs();
        return root;
    }

    private static RouteGroupBuilder NewGroup(IEndpointRouteBuilder endpoints, string pattern, string method)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Contains('{', StringComparison.Ordinal))
            throw new ArgumentException($"{method}() needs a pattern without parameters, and received '{pattern}'.", nameof(pattern));
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(ServerAddress)) != true)
            throw new InvalidOperationException($"Call builder.Services.AddLivecaller(builder.Configuration) before app.{method}().");
        return endpoints.MapGroup(pattern).ForbidSniffing();
    }
}
