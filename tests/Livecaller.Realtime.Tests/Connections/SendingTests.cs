using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;
using Livecaller.Realtime.Tests.Support;
using Livecaller.Realtime.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Realtime.Tests.Connections;

/// <summary>The way of frames to a client that takes them as slowly as the test wants.</summary>
public sealed class SendingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PusherOptions _options = new() { AppId = "1", AppKey = PusherHost.Key, AppSecret = PusherHost.Secret, MaxQueuedFrames = 3 };
    private readonly ConnectionContext _context = new(new ConnectionClock(TimeProvider.System), TimeProvider.System, NullLogger.Instance);
    private readonly Pipe _input = new();
    private readonly HeldOutput _output = new();
    private readonly WebhookService _webhooks;
    private readonly AppRegistry _apps;
    private readonly PusherConnection _connection;

    public SendingTests()
    {
        var options = Microsoft.Extensions.Options.Options.Create(_options);
        _webhooks = new WebhookService(options, TimeProvider.System, NullLogger<WebhookSender>.Instance);
        _apps = new AppRegistry(new InProcessBackplane(), options, TimeProvider.System, _webhooks, NullLogger<ListenerRegistry>.Instance);
        _connection = new PusherConnection(
            "1.1", new UpgradedConnection(_input.Reader, _output, () => _input.Writer.Complete()), _apps.Default, _context);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void A_frame_is_written_as_it_is_before_the_call_returns()
    {
        var frame = FrameOf("first");

        _connection.Send(frame);

        // The same memory, not a copy of it.
        Assert.True(frame.Equals(_output.Last));
        Assert.Single(_output.Writes);
    }

    [Fact]
    public void What_waits_for_a_slow_client_is_one_write_in_the_order_in_which_it_came()
    {
        _output.Hold();
        _connection.Send(FrameOf("first"));
        _connection.Send(FrameOf("second"));
        _connection.Send(FrameOf("third"));
        Assert.Single(_output.Writes);

        _output.Release();

        Assert.Equal([.. FrameOf("second").Span, .. FrameOf("third").Span], _output.Writes.Last());
        Assert.Equal(2, _output.Writes.Count);
    }

    [Fact]
    public async Task A_client_with_too_much_to_read_gets_a_beginning_without_holes_and_the_close()
    {
        var running = _connection.RunAsync();
        _output.Hold();
        for (var i = 0; i < 5; i++) _connection.Send(FrameOf($"{i}"));
        _connection.Send(FrameOf("later"));
        Assert.True(_connection.IsClosing);

        _output.Release();
        await Eventually.IsTrueAsync(() => _output.Frames[^1].OpCode == WebSocketFrames.Close);
        await _input.Writer.CompleteAsync();
        await running.WaitAsync(Patience, Cancelled);

        // The first was being written, and three waited.
        Assert.Equal(["0", "1", "2", "3"], _output.Frames.Skip(1).Take(4).Select(f => f.Text));
        Assert.Contains("4200", _output.Frames[5].Text, StringComparison.Ordinal);
        Assert.Equal(7, _output.Frames.Count);
    }

    [Fact]
    public async Task A_close_while_a_frame_is_being_written_waits_for_its_end()
    {
        var running = _connection.RunAsync();
        _output.Hold();
        _connection.Send(FrameOf("last"));

        _connection.Close(CloseSignal.Stopping);
        await Eventually.IsTrueAsync(() => _context.Clock.Count == 0);
        Assert.Equal(2, _output.Frames.Count);
        _output.Release();
        await Eventually.IsTrueAsync(() => _output.Frames[^1].OpCode == WebSocketFrames.Close);
        await _input.Writer.CompleteAsync();
        await running.WaitAsync(Patience, Cancelled);

        Assert.Equal("last", _output.Frames[1].Text);
    }

    [Fact]
    public async Task A_write_that_fails_ends_the_connection()
    {
        var running = _connection.RunAsync();
        _output.Fail();

        _connection.Send(FrameOf("lost"));

        await running.WaitAsync(Patience, Cancelled);
        Assert.True(_connection.IsClosing);
    }

    [Fact]
    public async Task Broadcasts_at_the_same_time_are_never_mixed_in_one_socket()
    {
        _options.MaxQueuedFrames = int.MaxValue;
        _options.MaxQueuedBytes = int.MaxValue;
        _output.IsChecking = true;
        Hub.Join("news", _connection, null);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 2000; i++) await Hub.PublishAsync(["news"], "item", $"[{writer},{i}]", cancellationToken: Cancelled);
            },
            Cancelled)));
        await Eventually.IsTrueAsync(() => _output.Frames.Count == 8001);

        Assert.False(_output.WasMixed);
        foreach (var writer in Enumerable.Range(0, 4))
        {
            var prefix = $"[{writer},";
            var own = _output.Frames.Select(f => f.Text).Where(text => text.Contains(prefix, StringComparison.Ordinal));
            Assert.Equal(Enumerable.Range(0, 2000).Select(i => $"{prefix}{i}]"), own.Select(text => text[text.IndexOf(prefix, StringComparison.Ordinal)..^2]));
        }
    }

    [Fact]
    public async Task Utf8_is_published_without_becoming_a_string()
    {
        Hub.Join("news", _connection, null);
        var data = Encoding.UTF8.GetBytes("""{"text":"Grüße \"😀\""}""");

        await Hub.PublishAsync(["news"], "hello", data.AsMemory(), cancellationToken: Cancelled);
        await Hub.PublishAsync(["news"], "hello", Encoding.UTF8.GetString(data), cancellationToken: Cancelled);
        await Hub.PublishAsync(["news"], "hello", new byte[] { (byte)'"', 0xC3, (byte)'"' }, cancellationToken: Cancelled);

        Assert.Equal("""{"event":"hello","channel":"news","data":"{\"text\":\"Grüße \\\"\uD83D\uDE00\\\"\"}"}""", _output.Frames[1].Text);
        Assert.Equal(_output.Frames[1].Text, _output.Frames[2].Text);
        Assert.EndsWith("\"data\":\"\\\"\\uFFFD\\\"\"}", _output.Frames[3].Text, StringComparison.Ordinal);
    }

    private ChannelHub Hub => _apps.Default.Channels;

    public void Dispose()
    {
        _apps.Dispose();
        _webhooks.Dispose();
        _context.Clock.Dispose();
    }

    private static ReadOnlyMemory<byte> FrameOf(string text) => WebSocketFrames.Encode(WebSocketFrames.Text, Encoding.UTF8.GetBytes(text));

    /// <summary>Takes writes at once, or holds them until the test lets them go.</summary>
    private sealed class HeldOutput : IConnectionOutput
    {
        private TaskCompletionSource? _held;
        private bool _isFailing;
        private int _writing;

        /// <summary>Copies of what was written: the arrays of several frames are used again.</summary>
        public ConcurrentQueue<byte[]> Writes { get; } = [];

        /// <summary>The memory of the last write.</summary>
        public ReadOnlyMemory<byte> Last { get; private set; }

        public IReadOnlyList<(int OpCode, string Text)> Frames => [.. Writes.SelectMany(bytes => Split(bytes))];

        /// <summary>Whether writes take a while and notice each other.</summary>
        public bool IsChecking { get; set; }

        public bool WasMixed { get; private set; }

        public void Hold() => _held = new TaskCompletionSource();

        public void Fail() => _isFailing = true;

        public void Release()
        {
            var held = _held!;
            _held = null;
            held.SetResult();
        }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            if (_isFailing) throw new IOException("on purpose");
            if (IsChecking) return CheckAsync(bytes);
            Last = bytes;
            Writes.Enqueue(bytes.ToArray());
            return _held is { } held ? new(held.Task) : ValueTask.CompletedTask;
        }

        private async ValueTask CheckAsync(ReadOnlyMemory<byte> bytes)
        {
            WasMixed |= Interlocked.Increment(ref _writing) != 1;
            if (Writes.Count % 3 == 0) await Task.Yield();
            Writes.Enqueue(bytes.ToArray());
            WasMixed |= Interlocked.Decrement(ref _writing) != 0;
        }

        private static IEnumerable<(int OpCode, string Text)> Split(byte[] bytes)
        {
            for (var at = 0; at < bytes.Length;)
            {
                var (head, length) = bytes[at + 1] == 126 ? (4, (bytes[at + 2] << 8) + bytes[at + 3]) : (2, bytes[at + 1]);
                yield return (bytes[at] & 0xF, Encoding.UTF8.GetString(bytes, at + head, length));
                at += head + length;
            }
        }
    }
}
