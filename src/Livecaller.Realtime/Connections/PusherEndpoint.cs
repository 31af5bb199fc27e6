using Livecaller.Realtime.Dialogue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Connections;

/// <summary>Turns requests into connections.</summary>
internal sealed class PusherEndpoint(
    ConnectionRegistry registry, FrameDispatcher dispatcher, IOptions<PusherOptions> options, TimeProvider time,
    ILogger<PusherConnection> logger)
{
    private readonly PusherOptions _options = options.Value;
    private readonly SocketIds _socketIds = new();

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            return;
        }

        // Refusals are told on an open socket: it is the only place where clients can read the code.
        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        var connection = new PusherConnection(_socketIds.Next(), socket, context.Abort, _options, time, dispatcher, logger);
        if (context.Features.Get<IHttpUpgradeFeature>() is HeardUpgrade { Stream: { } stream }) stream.Heard = connection.Heard;
        try
        {
            Welcome(context, connection);
            await connection.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            registry.Remove(connection);
        }
    }

    private void Welcome(HttpContext context, PusherConnection connection)
    {
        var refusal = Handshake.Check(
            context.GetRouteValue("key") as string, context.Request.Query["protocol"], _options.AppKey);

        refusal ??= registry.Add(connection);
        if (refusal is not null) connection.Close(refusal);
        else connection.Send(ServerFrames.Established(connection.SocketId, _options.ActivityTimeout));
    }
}
