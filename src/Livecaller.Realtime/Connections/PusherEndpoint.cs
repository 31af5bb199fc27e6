using System.Security.Cryptography;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Livecaller.Realtime.Connections;

/// <summary>Accepts the WebSocket of a request and runs its connection.</summary>
internal sealed class PusherEndpoint(
    ConnectionRegistry registry, AddressLimit addresses, AppRegistry apps, ConnectionClock clock, TimeProvider time, ILogger<PusherConnection> logger)
{
    private static readonly CloseSignal PathNotFound = CloseSignal.Error(PusherErrorCodes.PathNotFound, "There is no Pusher application at this path.");

    private readonly ConnectionContext _context = new(clock, time, logger);
    private readonly SocketIds _socketIds = new();

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            return;
        }

        var app = apps.FindByKey(context.GetRouteValue("key") as string);
        var refusal = Handshake.Check(app, context.Request.Query["protocol"], context.Request.Headers.Origin);
        await RunAsync(context, app, refusal).ConfigureAwait(false);
    }

    public Task RefusePathAsync(HttpContext context) => RunAsync(context, null, PathNotFound);

    private async Task RunAsync(HttpContext context, PusherApp? app, CloseSignal? refusal)
    {
        var address = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        try
        {
            var result = addresses.Enter(address);
            if (result == AddressResult.FarOverLimit) context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            else await AcceptAsync(context, app ?? apps.Default, refusal ?? (result == AddressResult.OverLimit ? CloseSignal.TooManyFromAddress : null)).ConfigureAwait(false);
        }
        finally
        {
            addresses.Leave(address);
        }
    }

    private async Task AcceptAsync(HttpContext context, PusherApp app, CloseSignal? refusal)
    {
        // Clients can read the code of a refusal only from an open socket.
        var upgraded = await WebSocketHandshake.AcceptAsync(context).ConfigureAwait(false);
        var connection = new PusherConnection(_socketIds.Next(), upgraded, app, _context);
        try
        {
            await connection.RunAsync(refusal ?? registry.Add(connection)).ConfigureAwait(false);
        }
        finally
        {
            registry.Remove(connection);
        }
    }
}

/// <summary>Creates socket ids: two integers joined by a dot. The count makes them unique on this node, the random part among nodes.</summary>
internal sealed class SocketIds
{
    private int _count = RandomNumberGenerator.GetInt32(1_000_000);

    public string Next() => FormattableString.Invariant(
        $"{RandomNumberGenerator.GetInt32(1, int.MaxValue)}.{(uint)Interlocked.Increment(ref _count)}");
}
