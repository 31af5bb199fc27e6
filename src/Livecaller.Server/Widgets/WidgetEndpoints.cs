using System.Security.Cryptography;
using System.Text.Json;
using Livecaller.Server.Departments;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Mail;

namespace Livecaller.Server.Widgets;

internal static class WidgetEndpoints
{
    public static void MapWidget(this RouteGroupBuilder group)
    {
        group.MapGet("", GetAsync).Produces<DataEnvelope<WidgetConfiguration>>().Produces(304).WithMetadata(new WidgetEndpointMarker())
            .WithSummary("What a client needs to know before it shows a chat. Cacheable by its ETag.");
    }

    private static async Task<IResult> GetAsync(
        HttpContext http, LivecallerDbContext db, ServerKeys keys, ServerAddress address, MailGate mail, TimeProvider time,
        IOptions<LivecallerServerOptions> options)
    {
        var widget = http.Widget();
        var server = new Uri(address.Current);
        var departments = await db.Departments.AsNoTracking().Where(d => d.WidgetId == widget.Id)
            .OrderBy(d => d.DisplayName).ToListAsync(http.RequestAborted).ConfigureAwait(false);
        var configuration = new WidgetConfiguration
        {
            Id = new(widget.Id),
            Name = widget.Name,
            Departments = [.. departments.Select(d => DepartmentService.ToDepartment(d, time.GetUtcNow()))],
            Features = [.. WidgetContent.Features(widget).Where(name => name != WidgetFeatureNames.Transcript || mail.IsConfigured)
                .Select(name => new WidgetFeature { Name = name })],
            Fields = WidgetContent.Fields(widget),
            AcceptedExtensions = widget.AcceptedExtensions,
            MaxAttachmentBytes = options.Value.Limits.MaxAttachmentBytes,
            MaxMessageCharacters = options.Value.Limits.MaxMessageCharacters,
            Settings = WidgetContent.Settings(widget),
            Realtime = new RealtimeEndpoint
            {
                Key = keys.AppKey,
                Host = server.Host,
                Port = server.Port,
                Scheme = server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws",
                Path = server.AbsolutePath.TrimEnd('/'),
                AuthEndpoint = address.Current + "/v1/widget/broadcasting/auth",
            },
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(new DataEnvelope<WidgetConfiguration>(configuration),
            LivecallerJson.Default.DataEnvelopeWidgetConfiguration);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..32]}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        var known = http.Request.GetTypedHeaders().IfNoneMatch;
        return known.Any(k => k.Tag == "*" || k.Tag == tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(json, "application/json; charset=utf-8");
    }
}
