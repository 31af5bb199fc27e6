using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>An app ends its client while a slow listener still has events before it: none of them may count as handed on.</summary>
public sealed class EndBeforeTheListenerTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_message_reaches_a_listener_of_one_life_or_the_next()
    {
        await using var chat = new Chat();
        chat.Server.Begin("ann");
        await chat.CreateAsync();
        List<string> heard = [];
        using var busy = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        chat.Client.Events.On<ConversationMessageReceived>(e =>
        {
            entered.Set();
            busy.Wait(_ct);
            lock (heard) heard.Add(e.Message.Content);
        });
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        var socket = await chat.ConnectAsync(2);
        foreach (var text in (string[])["one", "two", "three"])
            socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", text));
        await chat.HearsAsync<ConversationMessageReceived>(3);
        entered.Wait(_ct);

        var ending = chat.Client.DisposeAsync();
        busy.Set();
        await ending;
        var client = await LivecallerClient.CreateAsync(chat.Options, _ct);
        await using var next = client;
        client.Events.On<ConversationMessageReceived>(e =>
        {
            lock (heard) heard.Add(e.Message.Content);
        });
        await client.StartBackgroundEventsAsync(_ct);
        await chat.ConnectAsync(2);

        await Wait.UntilAsync(() =>
        {
            lock (heard) return heard.Count >= 3;
        }, "all three messages");
        Assert.Equal(["one", "two", "three"], heard);
    }
}
