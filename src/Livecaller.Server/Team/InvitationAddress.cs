using Livecaller.Server.Http;

namespace Livecaller.Server.Team;

/// <summary>Marks the page of the dashboard where invitations are accepted, if there is one.</summary>
internal sealed class InvitationPageMarker;

// Where an invitation is accepted.
internal sealed class InvitationAddress(EndpointDataSource endpoints, ServerAddress server)
{
    public const string TokenName = "token";

    /// <summary>The link of an invitation; null without a dashboard.</summary>
    public string? Of(string token)
    {
        var page = endpoints.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(e => e.Metadata.GetMetadata<InvitationPageMarker>() is not null);
        return page is null ? null : $"{server.App}/{page.RoutePattern.RawText!.Trim('/')}?{TokenName}={token}";
    }
}
