using System.Text;
using Livecaller.Protocol;
using Livecaller.Realtime;
using Livecaller.Realtime.Nodes;
using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;
using Livecaller.Server.Realtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Server.Tests.EventLog;

public sealed class BroadcasterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Whoever_writes_waits_while_too_much_is_to_be_broadcast()
    {
        var token = TestContext.Current.CancellationToken;
        var publisher = new HeldPublisher();
        using var broadcaster = new Broadcaster(publisher, new ConversationFeed(new NoOtherNodes(), NullLogger<ConversationFeed>.Instance), NullLogger<Broadcaster>.Instance);
        await broadcaster.StartAsync(token);
        var broadcast = new Broadcast(["private-conversation.1"], new("1"), EventNames.ConversationMessage, 1, "{}");
        for (var i = 0; i < Broadcaster.MaxBacklog; i++)
        {
            Assert.True(broadcaster.WaitForRoomAsync(token).IsCompletedSuccessfully);
            broadcaster.Enqueue([broadcast]);
        }

        var waiting = broadcaster.WaitForRoomAsync(token);
        using var impatient = new CancellationTokenSource();
        var givesUp = broadcaster.WaitForRoomAsync(impatient.Token);
        Assert.False(waiting.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesUp);

        publisher.Free.SetResult();
        await waiting.WaitAsync(Patience, token);
        await broadcaster.StopAsync(token);
        Assert.Equal(Broadcaster.MaxBacklog, publisher.Published);
    }

    private sealed class HeldPublisher : IChannelPublisher
    {
        public TaskCompletionSource Free { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Published { get; private set; }

        public async ValueTask PublishAsync(
            IReadOnlyList<string> channels, string eventName, string dataJson, string? exceptSocketId = null, CancellationToken cancellationToken = default)
        {
            await Free.Task;
            Published++;
        }

        public ValueTask PublishAsync(
            IReadOnlyList<string> channels, string eventName, ReadOnlyMemory<byte> dataUtf8, string? exceptSocketId = null, CancellationToken cancellationToken = default) =>
            PublishAsync(channels, eventName, Encoding.UTF8.GetString(dataUtf8.Span), exceptSocketId, cancellationToken);
    }
}
