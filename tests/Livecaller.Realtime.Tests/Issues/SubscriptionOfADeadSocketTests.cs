using System.Text.Json;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;
using Livecaller.Realtime.Tests.Support;
using Livecaller.Realtime.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Realtime.Tests.Issues;

public sealed class SubscriptionOfADeadSocketTests : IDisposable
{
    private const int Seed = 20_261;
    private const int Steps = 1_000_000;
    private const int Workers = 4;
    private const int SocketsPerWorker = 16;
    private const int Channels = 200;

    private static readonly PusherOptions Options = new() { AppId = "1", AppKey = PusherHost.Key, AppSecret = PusherHost.Secret };

    private readonly AppRegistry _apps;
    private readonly WebhookService _webhooks = new(
        Microsoft.Extensions.Options.Options.Create(Options), TimeProvider.System, NullLogger<WebhookSender>.Instance);

    private readonly ConnectionRegistry _registry;
    private readonly ConnectionContext _context = new(new ConnectionClock(TimeProvider.System), TimeProvider.System, NullLogger.Instance);
    private readonly SocketIds _ids = new();

    public SubscriptionOfADeadSocketTests()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        _apps = new AppRegistry(new InProcessBackplane(), options, TimeProvider.System, _webhooks, NullLogger<ListenerRegistry>.Instance);
        _registry = new ConnectionRegistry(options, TimeProvider.System);
    }

    [Fact]
    public async Task A_million_joins_leaves_closes_and_publishes_leave_no_subscription_of_a_dead_socket()
    {
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(new Random(Seed + worker)))));

        Assert.Equal((0, 0, 0, 0), (_registry.Count, Hub.ChannelCount, Hub.SubscriptionCount, _context.Clock.Count));
    }

    [Fact]
    public void A_connection_that_has_ended_joins_no_channel()
    {
        var subscriber = new DeafSubscriber();
        var subscriptions = new SubscriptionSet(subscriber);
        Assert.Equal(JoinResult.Joined, subscriptions.Join(Hub, "news", null, maxChannels: 10));

        subscriptions.End(Hub);

        Assert.Equal(JoinResult.Ended, subscriptions.Join(Hub, "news", null, maxChannels: 10));
        Assert.Equal((0, false), (Hub.SubscriptionCount, subscriptions.TryGetUserId("news", out _)));
    }

    private ChannelHub Hub => _apps.Default.Channels;

    public void Dispose()
    {
        _apps.Dispose();
        _webhooks.Dispose();
        _context.Clock.Dispose();
    }

    private async Task WorkAsync(Random random)
    {
        var sockets = Enumerable.Range(0, SocketsPerWorker).Select(_ => Open()).ToArray();
        for (var step = 0; step < Steps / Workers; step++)
        {
            var index = random.Next(SocketsPerWorker);
            var socket = sockets[index];
            var channel = random.Next(Channels);
            switch (random.Next(100))
            {
                case < 50:
                    socket.Subscribe(channel, random.Next(8));
                    break;
                case < 75:
                    socket.Unsubscribe(channel);
                    break;
                case < 95:
                    await Hub.PublishAsync([NameOf(channel)], "event", "{}");
                    break;
                case < 99:
                    // The server's close meets frames that the receive loop has not handled yet.
                    _registry.Close(socket.Id, PusherErrorCodes.Reconnect, "closed");
                    await socket.Ended;
                    sockets[index] = Open();
                    break;
                default:
                    socket.Drop();
                    await socket.Ended;
                    sockets[index] = Open();
                    break;
            }
        }

        foreach (var socket in sockets) _registry.Close(socket.Id, PusherErrorCodes.Reconnect, "closed");
        foreach (var socket in sockets) await socket.Ended;
    }

    private OpenSocket Open()
    {
        var socket = new MemoryConnection();
        var connection = new PusherConnection(_ids.Next(), UpgradedConnection.Of(socket, socket.Drop), _apps.Default, _context);
        Assert.Null(_registry.Add(connection));
        return new OpenSocket(connection.SocketId, socket, RunAsync(connection));
    }

    private async Task RunAsync(PusherConnection connection)
    {
        await connection.RunAsync();
        _registry.Remove(connection);
    }

    private static bool IsPresence(int channel) => channel % 8 == 0;

    private static string NameOf(int channel) => IsPresence(channel) ? $"presence-channel-{channel}" : $"channel-{channel}";

    private static byte[] FrameOf(string name, int channel, string? auth = null, string? member = null) =>
        PusherFrameWriter.WriteFromClient(new PusherFrame(name, null, JsonSerializer.Serialize(
            new PusherSubscribe { Channel = NameOf(channel), Auth = auth, ChannelData = member }, PusherJson.Default.PusherSubscribe)));

    private sealed record OpenSocket(string Id, MemoryConnection Socket, Task Ended)
    {
        private static readonly byte[][] Subscribes = [.. Enumerable.Range(0, Channels).Select(c => FrameOf(PusherEventNames.Subscribe, c))];
        private static readonly byte[][] Unsubscribes = [.. Enumerable.Range(0, Channels).Select(c => FrameOf(PusherEventNames.Unsubscribe, c))];

        public void Subscribe(int channel, int user) =>
            Socket.Say(IsPresence(channel) ? SignedFrame(channel, $$"""{"user_id":"{{user}}"}""") : Subscribes[channel]);

        public void Unsubscribe(int channel) => Socket.Say(Unsubscribes[channel]);

        public void Drop() => Socket.Drop();

        private byte[] SignedFrame(int channel, string member) => FrameOf(
            PusherEventNames.Subscribe, channel,
            PusherSignature.SignChannel(PusherHost.Key, PusherHost.Secret, Id, NameOf(channel), member), member);
    }

    private sealed class DeafSubscriber : ISubscriber
    {
        public string SocketId => "1.1";

        public void Queue(ReadOnlyMemory<byte> frame)
        {
        }

        public void Flush()
        {
        }
    }
}
