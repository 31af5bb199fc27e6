using Livecaller;

namespace Livecaller.Testing.Tests.Docs;

// A sample stays short: a cancellation token in every call would hide what it shows.
#pragma warning disable xUnit1051

public sealed class MainReadmeSample : ReadmeSample
{
    [Fact]
    public async Task The_sdk_in_twenty_lines()
    {
        // The readme begins.
        await using var client = await LivecallerClient.CreateAsync(new LivecallerOptions
        {
            WidgetId = new("YOUR_WIDGET_ID"),                                      // from the dashboard
            ServerUrl = new("https://chat.example.com/"),
            SessionStore = new FileSessionStore("livecaller.session"),              // survives restarts, readable by its owner only
        });

        client.Events.On<ConversationMessageReceived>(received =>
            Console.WriteLine($"{received.Message.Sender.Name}: {received.Message.Content}"));
        client.Events.On<ConversationAuthFailed>(async _ => await client.UserLoginAsync(await FetchTokenAsync()));
        client.Events.UnhandledListenerException += (_, failure) =>             // such as a login that did not reach the server
            Console.WriteLine($"{failure.Event.Type}: {failure.Exception.Message}");

        await client.StartBackgroundEventsAsync();                                 // resumes the persisted session, or does nothing
        await client.UserLoginAsync(await FetchTokenAsync());                      // a JWT that your backend issued

        var conversation = await client.OpenConversationAsync();                   // the open one, or one that its first message starts
        var message = await conversation.SendAsync(new OutgoingMessage { Content = "Hello!" }); // kept: it outlives a crash from here on
        await conversation.WaitUntilSentAsync(message.Id);                         // the server has it
        // The readme ends.

        await Host.Operator.SaysAsync("How can I help?");
        Host.Faults.ExpireToken();
        Host.Faults.DropConnection();
        await Host.Operator.SaysAsync("Are you there?");
        await Host.UntilAsync(() => Console.Lines.Count == 2);

        Assert.Equal(["Olivia: How can I help?", "Olivia: Are you there?"], Console.Lines);
        Assert.Equal("Hello!", Host.MessagesOf(Host.Conversations[0].Id)[0].Content);
        Assert.Equal("Ana", Host.Conversations[0].Visitor.Name);
    }
}
