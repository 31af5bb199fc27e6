using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace Livecaller.Tests.Conversations;

/// <summary>Callbacks of a conversation's subscription that do their work asynchronously.</summary>
public sealed class AsyncSubscriptionTests
{
    private const string Logged = "A subscriber of a conversation threw an exception.";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, Conversation Conversation)> OpenAsync()
    {
        var chat = await Chat.StartAsync();
        return (chat, await chat.Client.OpenConversationAsync(_ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_before_or_after_the_first_await_is_logged_and_the_updates_go_on(bool before)
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        var calls = 0;
        using var subscription = conversation.Subscribe(async s =>
        {
            Interlocked.Increment(ref calls);
            if (!before) await Task.Yield();
            if (s.Messages.Count == 1) throw new InvalidOperationException("late");
        });
        await conversation.SendAsync(new() { Content = "one" }, _ct);
        await Wait.UntilAsync(() => chat.Log.Has(LogLevel.Error, Logged), "the log");
        var until = Volatile.Read(ref calls);
        await conversation.SendAsync(new() { Content = "two" }, _ct);
        await Wait.UntilAsync(() => Volatile.Read(ref calls) > until, "the next update");
    }

    [Fact]
    public async Task Exception_of_an_async_void_callback_is_logged_and_the_process_lives()
    {
        async void ChangedAsync(ConversationSnapshot snapshot)
        {
            await Task.Yield();
            throw new InvalidOperationException("nobody awaits it");
        }

        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        using var subscription = conversation.Subscribe((Action<ConversationSnapshot>)ChangedAsync);
        await conversation.SendAsync(new() { Content = "one" }, _ct);
        await Wait.UntilAsync(() => chat.Log.Has(LogLevel.Error, Logged), "the log");
    }

    [Fact]
    public async Task Callback_is_awaited_and_gets_the_newest_snapshot_next()
    {
        var (chat, conversation) = await OpenAsync();
        await using var _ = chat;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<int> counts = [];
        using var subscription = conversation.Subscribe(async s =>
        {
            lock (counts) counts.Add(s.Messages.Count);
            await gate.Task;
        });
        await conversation.SendAndSettleAsync(new() { Content = "one" });
        await Wait.UntilAsync(
            () =>
            {
                lock (counts) return counts.Count > 0;
            },
            "the first update");
        await conversation.SendAndSettleAsync(new() { Content = "two" });
        await conversation.SendAndSettleAsync(new() { Content = "three" });
        lock (counts) Assert.Single(counts);
        gate.SetResult();
        await Wait.UntilAsync(
            () =>
            {
                lock (counts) return counts[^1] == 3;
            },
            "the newest snapshot");
    }

    [Fact]
    public async Task Callback_that_never_completes_or_ends_its_own_subscription_harms_nobody()
    {
        var (chat, conversation) = await OpenAsync();
        var calls = 0;
        using var stuck = conversation.Subscribe(_ => new TaskCompletionSource().Task);
        ConversationSubscription? own = null;
        own = conversation.Subscribe(async _ =>
        {
            Interlocked.Increment(ref calls);
            await Task.Yield();
            own!.Dispose();
        });
        await conversation.SendAndSettleAsync(new() { Content = "one" });
        await Wait.UntilAsync(() => Volatile.Read(ref calls) == 1, "the first update");
        await conversation.SendAndSettleAsync(new() { Content = "two" });
        await chat.DisposeAsync();
        Assert.Equal(1, Volatile.Read(ref calls));
    }
}
