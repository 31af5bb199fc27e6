using System.Collections.Concurrent;
using Livecaller.Connection;

namespace Livecaller.Testing.Tests.Client;

/// <summary>A real client on the host, with what it told its listeners.</summary>
internal sealed class Chat : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _heard = new();

    private Chat(LivecallerTestHost host, LivecallerClient client)
    {
        (Host, Client) = (host, client);
        client.Events.On<ConversationMessageReceived>(e => _heard.Enqueue(e.Message.Content));
    }

    public LivecallerTestHost Host { get; }

    public LivecallerClient Client { get; }

    public IReadOnlyList<string> Heard => [.. _heard];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Chat> CreateAsync(LivecallerTestHost host, string? user = null)
    {
        var chat = new Chat(host, await LivecallerClient.CreateAsync(host.CreateOptions(), Ct));
        if (user is not null) await host.UntilAsync(Finish(chat.Client.UserLoginAsync(host.IssueToken(user), Ct)), cancellationToken: Ct);
        return chat;
    }

    /// <summary>A conversation whose first message is stored, with the client connected and subscribed.</summary>
    public async Task<Conversation> StartAsync(string text)
    {
        var conversation = await Host.UntilAsync(Client.OpenConversationAsync(Ct), cancellationToken: Ct);
        var sent = await Host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = text }), cancellationToken: Ct);
        Assert.Equal(MessageStatus.Sent, sent.Status);
        await SubscribedAsync(conversation);
        return conversation;
    }

    public Task SubscribedAsync(Conversation conversation) => Host.UntilAsync(
        () => Client.ConnectionState == ConnectionState.Connected && Host.Subscriptions.Contains(conversation.Snapshot.Info?.Channel ?? "-"),
        cancellationToken: Ct);

    /// <summary>Waits for the catch-up that a subscription sets off: typing comes by the socket alone, and a push stands in line behind it.</summary>
    public async Task CaughtUpAsync(Conversation conversation)
    {
        await Host.Operator.TypesAsync();
        await Host.UntilAsync(() => conversation.Snapshot.Typing is not null, cancellationToken: Ct);
        await Client.HandlePushAsync($$"""{"conversation_id": "{{conversation.Snapshot.Info!.Id}}"}""", Ct);
    }

    public Task HeardAsync(int count) => Host.UntilAsync(() => Heard.Count >= count, cancellationToken: Ct);

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private static async Task<bool> Finish(Task task)
    {
        await task;
        return true;
    }
}
