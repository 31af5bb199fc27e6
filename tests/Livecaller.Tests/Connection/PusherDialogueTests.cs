using Livecaller.Connection;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Tests.Connection;

public sealed class PusherDialogueTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSockets _sockets = new();
    private readonly List<ConnectionState> _states = [];
    private readonly ChannelSubscriptions _channels;
    private readonly RealtimeConnection _connection;
    private int _authorizations;
    private Func<int, ChannelAuthorization> _answer = n => new() { Auth = $"key:{n}" };

    public PusherDialogueTests()
    {
        var log = NullLogger.Instance;
        _channels = new((_, _, _) => Task.FromResult(_answer(++_authorizations)), () => "token", new(new(_time), () => 1), _time, log);
        _connection = new(
            _ => Task.FromResult(new Uri("wss://chat.test/app/k")), _sockets, _channels, new(() => 1), _time,
            s =>
            {
                lock (_states) _states.Add(s);
            },
            log);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<ScriptedSocket> ConnectedAsync(string socketId = "1.1")
    {
        var socket = await _sockets.NextAsync();
        socket.Establish(socketId);
        await ReachesAsync(ConnectionState.Connected);
        return socket;
    }

    private Task ReachesAsync(ConnectionState state) => Wait.UntilAsync(() => _connection.State == state, state.ToString());

    private async Task<ScriptedSocket> NextAfterAsync(TimeSpan delay)
    {
        var opened = _sockets.Opened;
        // The wait for the next attempt may begin a moment after the state says so.
        await Wait.UntilAsync(
            () =>
            {
                if (_sockets.Opened > opened) return true;
                _time.Advance(delay);
                return _sockets.Opened > opened;
            },
            "the next socket");
        return await _sockets.NextAsync();
    }

    [Fact]
    public async Task Is_connected_when_the_server_greets()
    {
        _connection.Start();
        var socket = await _sockets.NextAsync();
        await ReachesAsync(ConnectionState.Connecting);
        socket.Establish();
        await ReachesAsync(ConnectionState.Connected);
    }

    [Fact]
    public async Task Takes_the_greeting_with_an_object_as_data_too()
    {
        _connection.Start();
        var socket = await _sockets.NextAsync();
        socket.SendText("""{"event":"pusher:connection_established","data":{"socket_id":"2.3","activity_timeout":30}}""");
        await ReachesAsync(ConnectionState.Connected);
    }

    [Fact]
    public async Task Answers_a_ping()
    {
        _connection.Start();
        var socket = await ConnectedAsync();
        socket.Send("pusher:ping", data: "{}");
        await socket.ExpectAsync("pusher:pong");
    }

    [Fact]
    public async Task Pings_after_the_silence_that_the_server_names_and_stays_when_it_is_answered()
    {
        _connection.Start();
        var socket = await _sockets.NextAsync();
        socket.Establish(activityTimeout: 20);
        await ReachesAsync(ConnectionState.Connected);
        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(socket.HasFrames);
        _time.Advance(TimeSpan.FromSeconds(1));
        await socket.ExpectAsync("pusher:ping");
        socket.Send("pusher:pong");
        // A frame after it shows that the pong was read.
        socket.Send("pusher:ping");
        await socket.ExpectAsync("pusher:pong");
        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(ConnectionState.Connected, _connection.State);
        Assert.Equal(1, _sockets.Opened);
    }

    [Fact]
    public async Task Connects_anew_when_nothing_comes_within_30_seconds_of_a_ping()
    {
        _connection.Start();
        var socket = await ConnectedAsync();
        _time.Advance(TimeSpan.FromSeconds(60));
        await socket.ExpectAsync("pusher:ping");
        _time.Advance(TimeSpan.FromSeconds(30));
        await socket.Ended;
        Assert.NotSame(socket, await NextAfterAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Gives_up_a_socket_that_never_greets()
    {
        _connection.Start();
        var socket = await _sockets.NextAsync();
        await ReachesAsync(ConnectionState.Connecting);
        await NextAfterAsync(TimeSpan.FromSeconds(30));
        await socket.Ended;
    }

    [Fact]
    public async Task First_connect_that_fails_is_tried_again_like_any_other()
    {
        _sockets.RefuseNext(2);
        _connection.Start();
        await ReachesAsync(ConnectionState.Unavailable);
        var socket = await NextAfterAsync(TimeSpan.FromSeconds(1));
        socket.Establish();
        await ReachesAsync(ConnectionState.Connected);
        Assert.Equal(3, _sockets.Attempts);
    }

    [Theory]
    [InlineData(4001)]
    [InlineData(4009)]
    [InlineData(4099)]
    public async Task Stops_when_the_server_does_not_want_it(int code)
    {
        _connection.Start();
        var socket = await ConnectedAsync();
        socket.Close(code);
        await ReachesAsync(ConnectionState.Failed);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _sockets.Opened);
    }

    [Fact]
    public async Task Fatal_error_frame_counts_as_its_close_code()
    {
        _connection.Start();
        var socket = await _sockets.NextAsync();
        socket.SendText("""{"event":"pusher:error","data":{"message":"unknown app","code":4001}}""");
        await ReachesAsync(ConnectionState.Failed);
    }

    [Fact]
    public async Task Connects_at_once_after_4200_without_any_time_passing()
    {
        _connection.Start();
        var socket = await ConnectedAsync();
        socket.Close(4200);
        await _sockets.NextAsync();
    }

    [Fact]
    public async Task Subscribes_all_channels_again_with_new_rights_after_a_reconnect()
    {
        var first = new RecordingSubscriber();
        _channels.Add("private-a", first);
        _channels.Add("private-b", new RecordingSubscriber());
        _connection.Start();
        var socket = await ConnectedAsync();
        var before = await SubscribedAsync(socket, 2);
        socket.Close(4200);
        var again = await ConnectedAsync("2.2");
        var after = await SubscribedAsync(again, 2);
        Assert.Equal(["private-a", "private-b"], after.Keys.Order());
        Assert.Empty(before.Values.Intersect(after.Values));
        again.Accept("private-a");
        again.Send("hello", "private-a", "{}");
        await Wait.UntilAsync(() => first.Events.Count == 2, "subscribed and event");
        Assert.Equal(["subscribed", "hello {}"], first.Events);
    }

    [Fact]
    public async Task Channel_that_is_denied_is_told_and_not_asked_for_again()
    {
        _answer = _ => throw new LivecallerApiException(System.Net.HttpStatusCode.Forbidden, new Problem { Detail = "not yours" });
        var subscriber = new RecordingSubscriber();
        _channels.Add("private-a", subscriber);
        _connection.Start();
        var socket = await ConnectedAsync();
        await Wait.UntilAsync(() => subscriber.Events.Contains("refused 403"), "the refusal");
        socket.Close(4200);
        await ConnectedAsync("2.2");
        Assert.Equal(1, _authorizations);
    }

    [Fact]
    public async Task Authorisation_that_cannot_be_had_now_is_tried_again_on_the_same_socket()
    {
        _answer = n => n == 1 ? throw new LivecallerUnavailableException("down") : new() { Auth = "key:2" };
        _channels.Add("private-a", new RecordingSubscriber());
        _connection.Start();
        var socket = await ConnectedAsync();
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return socket.HasFrames;
            },
            "the subscription");
        Assert.Equal("private-a", await socket.ExpectSubscribeAsync());
    }

    [Fact]
    public async Task Subscription_error_of_the_server_counts_as_a_refusal()
    {
        var subscriber = new RecordingSubscriber();
        _channels.Add("private-a", subscriber);
        _connection.Start();
        var socket = await ConnectedAsync();
        await socket.ExpectSubscribeAsync();
        socket.Send("pusher:subscription_error", "private-a", """{"type":"AuthError","error":"bad","status":401}""");
        await Wait.UntilAsync(() => subscriber.Events.Contains("refused 401"), "the refusal");
    }

    [Fact]
    public async Task Garbage_is_passed_over()
    {
        _connection.Start();
        var socket = await ConnectedAsync();
        socket.SendText("{{{");
        socket.SendText("[]");
        socket.Send("unknown:thing", "nobody", "{}");
        socket.Send("pusher:ping");
        await socket.ExpectAsync("pusher:pong");
    }

    [Fact]
    public async Task Stop_closes_the_socket_and_start_opens_a_new_one()
    {
        _connection.Start();
        _connection.Start();
        var socket = await ConnectedAsync();
        await _connection.StopAsync();
        await socket.Ended;
        Assert.Equal(ConnectionState.Disconnected, _connection.State);
        Assert.Equal(1, _sockets.Opened);
        _connection.Start();
        await ConnectedAsync("2.2");
    }

    [Fact]
    public async Task Suspended_it_closes_in_good_order_and_opens_nothing_until_it_is_resumed()
    {
        _connection.Start();
        var socket = await ConnectedAsync();
        await _connection.SuspendAsync();
        await socket.Ended;
        Assert.True(socket.WasClosed);
        _connection.Start();
        _connection.ReconnectNow();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((ConnectionState.Disconnected, 1), (_connection.State, _sockets.Opened));
        _connection.Resume();
        _connection.Resume();
        await ConnectedAsync("2.2");
        Assert.Equal(2, _sockets.Opened);
    }

    [Fact]
    public async Task Resumed_it_stays_stopped_when_nobody_wants_it()
    {
        _connection.Start();
        await ConnectedAsync();
        await _connection.SuspendAsync();
        await _connection.StopAsync();
        _connection.Resume();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((ConnectionState.Disconnected, 1), (_connection.State, _sockets.Opened));
    }

    [Fact]
    public async Task In_a_hurry_it_waits_no_longer_and_begins_with_small_delays_again()
    {
        _sockets.RefuseNext(4);
        _connection.Start();
        await ReachesAsync(ConnectionState.Unavailable);
        // Each attempt in a hurry needs no time at all.
        for (var attempts = 2; attempts <= 5; attempts++)
        {
            _connection.ReconnectNow();
            await Wait.UntilAsync(() => _sockets.Attempts == attempts, $"attempt {attempts}");
        }

        (await _sockets.NextAsync()).Establish();
        await ReachesAsync(ConnectionState.Connected);
    }

    [Fact]
    public async Task In_a_hurry_a_sound_connection_is_asked_for_a_sign_of_life_and_kept()
    {
        _connection.Start();
        var socket = await ConnectedAsync();
        _connection.ReconnectNow();
        await socket.ExpectAsync("pusher:ping");
        socket.Send("pusher:pong");
        socket.Send("pusher:ping");
        await socket.ExpectAsync("pusher:pong");
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((ConnectionState.Connected, 1), (_connection.State, _sockets.Opened));
    }

    [Fact]
    public async Task In_a_hurry_a_connection_that_does_not_answer_within_5_seconds_is_made_anew()
    {
        _connection.Start();
        var socket = await ConnectedAsync();
        _connection.ReconnectNow();
        await socket.ExpectAsync("pusher:ping");
        _time.Advance(TimeSpan.FromSeconds(5));
        await socket.Ended;
        await NextAfterAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task In_a_hurry_a_server_that_does_not_want_it_is_left_alone()
    {
        _connection.Start();
        (await ConnectedAsync()).Close(4001);
        await ReachesAsync(ConnectionState.Failed);
        _connection.ReconnectNow();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _sockets.Opened);
    }

    [Theory]
    [InlineData(4100, 1, 2)]
    [InlineData(4199, 1, 2)]
    [InlineData(4300, 0, 1)]
    [InlineData(1011, 0, 1)]
    [InlineData(null, 0, 1)]
    public async Task Comes_back_after_a_delay_when_the_connection_ends_otherwise(int? code, int before, int after)
    {
        _connection.Start();
        (await ConnectedAsync()).Close(code);
        await ReachesAsync(ConnectionState.Unavailable);
        _time.Advance(TimeSpan.FromSeconds(before));
        Assert.Equal(1, _sockets.Opened);
        await NextAfterAsync(TimeSpan.FromSeconds(after - before));
    }

    private static async Task<Dictionary<string, string>> SubscribedAsync(ScriptedSocket socket, int count)
    {
        Dictionary<string, string> auths = [];
        for (var i = 0; i < count; i++)
        {
            var subscribe = System.Text.Json.JsonElement.Parse((await socket.ExpectAsync("pusher:subscribe")).Data!);
            auths[subscribe.GetProperty("channel").GetString()!] = subscribe.GetProperty("auth").GetString()!;
        }

        return auths;
    }

    private sealed class RecordingSubscriber : IChannelSubscriber
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Events { get; } = new();

        public void OnSubscribed() => Events.Enqueue("subscribed");

        public void OnEvent(string name, string data) => Events.Enqueue($"{name} {data}");

        public void OnLimitReached() => throw new NotSupportedException("No server has a limit here.");

        public void OnRefused(int status, string credential) => Events.Enqueue($"refused {status}");
    }
}
