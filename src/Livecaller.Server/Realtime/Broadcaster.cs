using System.Text;
using System.Threading.Channels;
using Livecaller.Realtime;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Realtime;

// One reader keeps the order. A broadcast that fails is lost: it is only a hint that the log has grown.
internal sealed partial class Broadcaster(
    IChannelPublisher publisher, ConversationFeed feed, ILogger<Broadcaster> logger) : BackgroundService
{
    /// <summary>The number of waiting broadcasts from which writers wait, so that the backlog cannot grow without limit.</summary>
    public const int MaxBacklog = 10_000;

    private readonly Channel<Broadcast> _queue =
        Channel.CreateUnbounded<Broadcast>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Lock _lock = new();
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _backlog;

    /// <summary>Waits while the backlog is too long. To be called before the write lock is taken.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_lock)
            {
                if (_backlog < MaxBacklog) return;
                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Enqueue(IReadOnlyList<Broadcast> broadcasts)
    {
        lock (_lock)
        {
            foreach (var broadcast in broadcasts)
                if (_queue.Writer.TryWrite(broadcast)) _backlog++;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } rest) await rest.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var broadcast in _queue.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                var data = Encoding.UTF8.GetBytes(broadcast.DataJson);
                await publisher.PublishAsync(broadcast.Channels, broadcast.EventName, data, cancellationToken: stoppingToken).ConfigureAwait(false);
                feed.Signal(broadcast.ConversationId, broadcast.EventName, broadcast.Sequence, data);
            }
            catch (Exception e)
            {
                LogLost(e, broadcast.EventName, broadcast.ConversationId.Value);
            }

            MakeRoom();
        }
    }

    private void MakeRoom()
    {
        lock (_lock)
        {
            if (--_backlog != MaxBacklog - 1) return;
            _room.TrySetResult();
            _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broadcast of {EventName} in conversation {ConversationId} was lost.")]
    private partial void LogLost(Exception exception, string eventName, string conversationId);
}

internal sealed record Broadcast(
    IReadOnlyList<string> Channels, ConversationId ConversationId, string EventName, long? Sequence, string DataJson);
