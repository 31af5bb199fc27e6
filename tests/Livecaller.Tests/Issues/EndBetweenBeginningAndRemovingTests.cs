using Livecaller.Outbox;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>The process ends when the session knows the begun conversation, and the outbox still holds the message that began it.</summary>
public sealed class EndBetweenBeginningAndRemovingTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_written_after_the_restart_goes_into_the_same_conversation()
    {
        await using var chat = new Chat { Store = new KeepingStore() };
        await chat.CreateAsync();
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        var draft = await chat.Client.OpenConversationAsync(_ct);
        var first = await draft.SendAsync(new() { Content = "first" }, _ct);
        await draft.WaitUntilSentAsync(first.Id, _ct);
        await chat.RestartAsync();
        await chat.Client.StartBackgroundEventsAsync(_ct);

        var again = await chat.Client.OpenConversationAsync(_ct);
        var second = await again.SendAsync(new() { Content = "second" }, _ct);
        await again.WaitUntilSentAsync(second.Id, _ct);

        Assert.Single(await chat.Client.ListConversationsAsync(_ct));
    }

    /// <summary>Removes nothing, as if the process had ended before that.</summary>
    private sealed class KeepingStore : ISessionStore
    {
        private readonly MemorySessionStore _inner = new();

        public IOutboxStore Outbox { get; } = new KeepingOutbox(new MemoryOutboxStore());

        public ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default) => _inner.LoadAsync(cancellationToken);

        public ValueTask SaveAsync(string text, CancellationToken cancellationToken = default) => _inner.SaveAsync(text, cancellationToken);

        public ValueTask ClearAsync(CancellationToken cancellationToken = default) => _inner.ClearAsync(cancellationToken);

        public ValueTask SetAsideAsync(CancellationToken cancellationToken = default) => _inner.SetAsideAsync(cancellationToken);
    }

    private sealed class KeepingOutbox(IOutboxStore inner) : IOutboxStore
    {
        public ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default) => inner.LoadAsync(cancellationToken);

        public ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default) => inner.SaveAsync(key, text, cancellationToken);

        public ValueTask SaveFileAsync(string key, int number, Stream content, CancellationToken cancellationToken = default) =>
            inner.SaveFileAsync(key, number, content, cancellationToken);

        public ValueTask<Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default) =>
            inner.OpenFileAsync(key, number, cancellationToken);

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask SetAsideAsync(string key, CancellationToken cancellationToken = default) => inner.SetAsideAsync(key, cancellationToken);

        public ValueTask ClearAsync(CancellationToken cancellationToken = default) => inner.ClearAsync(cancellationToken);
    }
}
