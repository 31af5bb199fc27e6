using System.Net;
using System.Net.WebSockets;
using System.Text;
using Livecaller.Server.Hosting;

namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>The same inputs over connections to a running server, which goes on working for others.</summary>
public sealed class RunningServerTests
{
    private const int Seed = 20261129;
    private static readonly string[] Parameters = ["q", "before", "status", "assigned", "limit"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_frames_leave_the_realtime_server_working()
    {
        var log = new LogLines();
        await using var server = await LivecallerServer.StartAsync(null, TimeProvider.System, log);
        await using var neighbor = await PusherSocket.ConnectAsync(server);
        var mutator = new Mutator(Seed, PusherFrameTarget.Frames);

        for (var sockets = 0; sockets < 20; sockets++) await SendAsync(server, mutator, frames: 50);

        await neighbor.SayAsync(new { @event = "pusher:ping" });
        await neighbor.ReadAsync("pusher:pong");
        Assert.Empty(log.Of(Microsoft.Extensions.Logging.LogLevel.Error));
    }

    [Fact]
    public async Task Any_query_of_an_operator_is_answered_or_refused()
    {
        var log = new LogLines();
        await using var server = await LivecallerServer.StartAsync(null, TimeProvider.System, log);
        await (await server.VisitorAsync()).StartAsync("Straße");
        var olga = await server.OperatorAsync();
        var mutator = new Mutator(Seed, OperatorQueryTarget.Values);

        for (var i = 0; i < 300; i++)
        {
            var query = $"{Parameters[i % Parameters.Length]}={Encode(mutator.Next())}";
            using var answer = await olga.Client.GetAsync("/v1/operator/conversations?" + query, Cancelled);
            Assert.True(
                answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest, $"{(int)answer.StatusCode} for {query}");
        }

        Assert.Empty(log.Of(Microsoft.Extensions.Logging.LogLevel.Error));
    }

    // Bytes, as no client library would encode them; a longer line is refused by the web server.
    private static string Encode(byte[] bytes) => string.Concat(bytes.Take(1500).Select(b => $"%{b:X2}"));

    private static async Task SendAsync(LivecallerServer server, Mutator mutator, int frames)
    {
        using var socket = new ClientWebSocket();
        var address = new UriBuilder(server.Address) { Scheme = "ws", Path = "/app/" + server.Get<ServerKeys>().AppKey, Query = "protocol=7" };
        await socket.ConnectAsync(address.Uri, Cancelled);
        try
        {
            for (var i = 0; i < frames; i++)
            {
                // A client's text that is not UTF-8 ends the connection, so that the server would read nothing after it.
                var text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(mutator.Next()));
                await socket.SendAsync(text, i % 10 == 9 ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, Cancelled);
            }
        }
        catch (WebSocketException)
        {
            // The server has closed the connection.
        }
    }
}
