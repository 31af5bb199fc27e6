using Livecaller;
using Livecaller.Protocol;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>Creates the history of a scene, with a client of the same session that's disposed before the scene starts.</summary>
internal sealed class SceneHistory(LivecallerTestHost host, LivecallerOptions options, Lines lines, DateTimeOffset now) : IAsyncDisposable
{
    private LivecallerClient? _client;
    private Conversation? _conversation;

    /// <summary>The server.</summary>
    public LivecallerTestHost Host => host;

    /// <summary>The texts.</summary>
    public Lines Lines => lines;

    /// <summary>The operator.</summary>
    public TestOperator Operator => host.Operator;

    /// <summary>Sets the clock to a time before the scene. It can only move forward.</summary>
    public void Ago(TimeSpan span) => host.Time.SetUtcNow(now - span);

    /// <summary>Sets the clock to the number of minutes before the scene.</summary>
    public void Ago(double minutes) => Ago(TimeSpan.FromMinutes(minutes));

    /// <summary>Sends a message of the visitor and waits until the server has stored it.</summary>
    public async Task<MessageId> VisitorSaysAsync(string text, MessageId? replyTo = null, params IReadOnlyList<AttachmentUpload> uploads)
    {
        var conversation = await ConversationAsync();
        var message = await conversation.SendAsync(new() { Content = text, ReplyTo = replyTo, Uploads = uploads });
        await conversation.WaitUntilSentAsync(message.Id);
        return message.Id;
    }

    /// <summary>Signs the visitor in as a user of the site.</summary>
    public async Task SignInAsync()
    {
        _client ??= await LivecallerClient.CreateAsync(options);
        await _client.UserLoginAsync(host.IssueToken("ana", lines.VisitorName, lifetime: TimeSpan.FromDays(60)));
    }

    /// <summary>Disposes the client. The next one continues with the persisted session.</summary>
    public async Task LeaveAsync()
    {
        await DisposeAsync();
        (_client, _conversation) = (null, null);
    }

    /// <summary>Marks all messages as read, with a client that has loaded all of them.</summary>
    public async Task ReadAsync()
    {
        await LeaveAsync();
        var conversation = await ConversationAsync();
        await Scene.UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready);
        await conversation.MarkReadAsync();
    }

    /// <summary>Returns the visitor's conversation.</summary>
    public async Task<Conversation> ConversationAsync()
    {
        _client ??= await LivecallerClient.CreateAsync(options);
        return _conversation ??= await _client.OpenConversationAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
    }
}
