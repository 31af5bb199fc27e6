using System.Text.Json;
using System.Threading.Channels;
using Livecaller.Realtime;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.Log;

// One reader keeps the order. A broadcast that fails is lost: it is only a hint that the log has grown.
internal sealed partial class Broadcaster(
    IChannelPublisher publisher, ConversationFeed feed, ILogger<Broadcaster> logger) : BackgroundService
{
    private readonly Channel<Broadcast> _queue =
        Channel.CreateUnbounded<Broadcast>(new UnboundedChannelOptions { SingleReader = true });

    public void Enqueue(IReadOnlyList<Broadcast> broadcasts)
    {
        foreach (var broadcast in broadcasts) _queue.Writer.TryWrite(broadcast);
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
                await publisher.PublishAsync(broadcast.Channels, broadcast.EventName, broadcast.DataJson, cancellationToken: stoppingToken).ConfigureAwait(false);
                using var data = JsonDocument.Parse(broadcast.DataJson);
                feed.Signal(new(broadcast.ConversationId, broadcast.EventName, broadcast.Sequence, data.RootElement.Clone()));
            }
            catch (Exception e)
            {
                LogLost(e, broadcast.EventName, broadcast.ConversationId.Value);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broadcast of {EventName} in conversation {ConversationId} was lost")]
    private partial void LogLost(Exception exception, string eventName, string conversationId);
}
