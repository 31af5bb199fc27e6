using System.Text;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Nodes;
using Livecaller.Realtime.Redis.Tests.Support;
using Livecaller.Realtime.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Livecaller.Realtime.Redis.Tests.Failures;

public sealed class BadBrokerTests
{
    private const string Stranger = "0123456789abcdef";

    private static readonly byte[][] Garbage =
    [
        [],
        [0],
        "hello"u8.ToArray(),
        "LC\x1"u8.ToArray(),
        [.. "LC\x1"u8, 99, .. "0123456789abcdef"u8],
        [.. "LC\x1"u8, 1, .. "not a node name!"u8],
        Envelope.Write(EnvelopeKind.Published, Stranger, []),
        Envelope.Write(EnvelopeKind.Published, Stranger, [200, 1, 2]),
        Envelope.Write(EnvelopeKind.Published, Stranger, [0, 0x81, 5, (byte)'x']),
        Envelope.Write(EnvelopeKind.Published, Stranger, [0, 0x81, 2, 0xC3, 0x28]),
        Envelope.Write(EnvelopeKind.Published, Stranger, [0, 0x88, 0]),
        Envelope.Write(EnvelopeKind.Change, Stranger, "{}"u8),
        Envelope.Write(EnvelopeKind.Change, Stranger, "null"u8),
        Envelope.Write(EnvelopeKind.Change, Stranger, """{"version":1,"count":1,"added":[{"user_id":{}}]}"""u8),
        Envelope.Write(EnvelopeKind.Change, Stranger, """{"version":1,"count":-1}"""u8),
        Envelope.Write(EnvelopeKind.Change, Stranger, [0xFF, 0xFE]),
        Envelope.Write(EnvelopeKind.Signal, Stranger, "in the wrong place"u8),
        Encoding.UTF8.GetBytes(new string('x', 1_000_000)),
    ];

    [Fact]
    public async Task Garbage_on_the_channels_of_the_nodes_is_ignored()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var node = await Node.StartAsync(redis);
        await using var other = await Node.StartAsync(redis);
        using var client = await node.ConnectAsync();
        await client.JoinAsync("presence-room", "ann");
        using var receiving = node.Signals.Receive("news", _ => { });

        foreach (var garbage in Garbage)
            foreach (var channel in (string[])["livecaller:e::presence-room", "livecaller:all", "livecaller:s:news"]) await redis.PublishAsync(channel, garbage);
        await other.PublishAsync("presence-room", "hello");

        await client.ExpectAsync("hello", "presence-room");
        await client.ExpectQuietAsync();
        Assert.Single(node.Log.Warnings);
    }

    [Fact]
    public async Task Garbage_in_the_keys_of_the_nodes_is_ignored()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var node = await Node.StartAsync(redis);
        await redis.ExecuteAsync("HSET", "livecaller:c::presence-room", "x", "1", $"n{Stranger}", "many", $"u{Stranger}ann", "{", "n", "", "u", "");
        await redis.ExecuteAsync("SET", "livecaller:k::private-cache-x", "not a frame");
        await redis.ExecuteAsync("SADD", "livecaller:nodes", "nobody", "");
        using var client = await node.ConnectAsync();

        var members = await client.JoinAsync("presence-room", "ben");
        await client.SubscribeAsync("private-cache-x");

        Assert.Equal(1, members.GetProperty("presence").GetProperty("count").GetInt32());
        await client.ExpectAsync(PusherEventNames.CacheMiss, "private-cache-x");
        Assert.Equal(HealthStatus.Healthy, (await node.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task A_broker_without_memory_carries_events_and_the_members_follow_when_there_is_room_again()
    {
        await using var redis = await RedisServer.StartAsync("--maxmemory-policy", "noeviction");
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        using var ann = await one.ConnectAsync();
        using var ben = await two.ConnectAsync();
        await ann.SubscribeAsync("private-room");
        await ben.SubscribeAsync("private-room");
        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");

        await ann.JoinAsync("presence-room", "ann");
        await RedisServer.UntilAsync(async () => (await one.CheckHealthAsync()).Status == HealthStatus.Degraded);
        await two.PublishAsync("private-room", "hello");
        await ann.ExpectAsync("hello", "private-room");
        await ben.ExpectAsync("hello", "private-room");
        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await RedisServer.UntilAsync(async () => await one.IsHealthyAsync());
        await RedisServer.UntilAsync(async () => (int)await redis.ExecuteAsync("HEXISTS", "livecaller:c::presence-room", $"u{one.Backplane.Node}ann") == 1);

        var members = await ben.JoinAsync("presence-room", "ben");
        Assert.Equal(2, members.GetProperty("presence").GetProperty("count").GetInt32());
        Assert.Contains("OOM", Assert.Single(one.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_counts_as_lost_until_it_is_a_primary_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var node = await Node.StartAsync(redis);
        using var client = await node.ConnectAsync();
        await client.SubscribeAsync("private-room");

        await redis.ExecuteAsync("REPLICAOF", "127.0.0.1", "1");
        await RedisServer.UntilAsync(async () => (await node.CheckHealthAsync()).Status == HealthStatus.Degraded);
        await node.PublishAsync("private-room", "hello");
        await client.ExpectAsync("hello", "private-room");
        await redis.ExecuteAsync("REPLICAOF", "NO", "ONE");

        await RedisServer.UntilAsync(async () => await node.IsHealthyAsync());
    }

    [Fact]
    public async Task Signals_reach_the_other_nodes_and_not_the_sender()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis);
        await using var two = await Node.StartAsync(redis);
        var heard = new TaskCompletionSource<string>();
        using var own = one.Signals.Receive("news", _ => heard.TrySetException(new InvalidOperationException("The sender heard itself.")));
        using var receiving = two.Signals.Receive("news", data => heard.TrySetResult(Encoding.UTF8.GetString(data.Span)));
        await RedisServer.UntilAsync(async () => (await redis.SubscribedAsync()).Contains("livecaller:s:news"));

        await RedisServer.UntilAsync(() =>
        {
            one.Signals.Send("news", "hello"u8.ToArray());
            return Task.FromResult(heard.Task.IsCompleted);
        });

        Assert.Equal("hello", await heard.Task);
    }
}
