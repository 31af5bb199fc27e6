namespace Livecaller.Testing.Tests.Docs;

// A sample stays short: a cancellation token in every call would hide what it shows.
#pragma warning disable xUnit1051

public sealed class SdkReadmeSample : ReadmeSample
{
    private readonly List<ConversationSnapshot> _rendered = [];

    [Fact]
    public async Task The_sdk_from_the_login_to_the_logout()
    {
        var jwtFromYourBackend = await FetchTokenAsync();

        // The readme begins.
        await using var client = await LivecallerClient.CreateAsync(new()
        {
            WidgetId = new("YOUR_WIDGET_ID"),                       // from the dashboard
            ServerUrl = new("https://chat.example.com"),
            SessionStore = new FileSessionStore("session.json"),    // owner-only; memory is the default
        });

        client.Events.On<ConversationMessageReceived>(e => Console.WriteLine(e.Message.Content));
        client.Events.On<ConversationAuthFailed>(async _ => await client.UserLoginAsync(await FetchTokenAsync())); // awaited
        client.Events.UnhandledListenerException += (_, failure) => Console.WriteLine(failure.Exception.Message); // also of that login

        await client.StartBackgroundEventsAsync();                  // resumes the persisted session, or does nothing
        await client.UserLoginAsync(jwtFromYourBackend);

        var conversation = await client.OpenConversationAsync();    // the open one, or one that starts with its first message
        using var updates = conversation.Subscribe(s => Render(s)); // updates.Snapshot, and everything after it
        var message = await conversation.SendAsync(new() { Content = "Hello" }); // kept in the outbox: sent after a restart too
        await conversation.WaitUntilSentAsync(message.Id);          // Sent, or Failed with the server's reason

        await client.UserLogoutAsync();
        await client.StopBackgroundEventsAsync();
        // The readme ends.

        Assert.Equal("Hello", Assert.Single(Host.MessagesOf(Host.Conversations[0].Id)).Content);
        Assert.Null(client.Visitor);
        await Host.UntilAsync(() => Host.ConnectionCount == 0 && IsRendered);
    }

    private bool IsRendered
    {
        get
        {
            lock (_rendered) return _rendered.Count > 0;
        }
    }

    private void Render(ConversationSnapshot snapshot)
    {
        lock (_rendered) _rendered.Add(snapshot);
    }
}
