using Livecaller;
using Livecaller.Protocol;
using Livecaller.Testing;

namespace Gallery.Scenes;

/// <summary>Plays what happened before a scene, by a client of the same session that is gone when the scene begins.</summary>
internal sealed class Past(LivecallerTestHost host, LivecallerOptions options, Lines lines, DateTimeOffset now) : IAsyncDisposable
{
    private LivecallerClient? _client;
    private Conversation? _conversation;

    /// <summary>The other side.</summary>
    public LivecallerTestHost Host => host;

    /// <summary>What is said.</summary>
    public Lines Lines => lines;

    /// <summary>The operator.</summary>
    public TestOperator Operator => host.Operator;

    /// <summary>Moves the clock to so long before the scene. It only goes forward.</summary>
    public void Ago(TimeSpan span) => host.Time.SetUtcNow(now - span);

    /// <summary>Moves the clock to so many minutes before the scene.</summary>
    public void Ago(double minutes) => Ago(TimeSpan.FromMinutes(minutes));

    /// <summary>The visitor sends a message, and the server stores it.</summary>
    public async Task<MessageId> VisitorSaysAsync(string text, MessageId? replyTo = null, params IReadOnlyList<AttachmentUpload> uploads)
    {
        var conversation = await ConversationAsync();
        var message = await conversation.SendAsync(new() { Content = text, ReplyTo = replyTo, Uploads = uploads });
        await conversation.WaitUntilSentAsync(message.Id);
        return message.Id;
    }

    /// <summary>The visitor is a user of the site.</summary>
    public async Task SignInAsync()
    {
        _client ??= await LivecallerClient.CreateAsync(options);
        await _client.UserLoginAsync(host.IssueToken("ana", lines.VisitorName, lifetime: TimeSpan.FromDays(60)));
    }

    /// <summary>The visitor goes, and comes back with what the session has kept.</summary>
    public async Task LeaveAsync()
    {
        await DisposeAsync();
        (_client, _conversation) = (null, null);
    }

    /// <summary>The visitor reads everything that was said so far, by a client that knows all of it.</summary>
    public async Task ReadAsync()
    {
        await LeaveAsync();
        var conversation = await ConversationAsync();
        await Scene.UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready);
        await conversation.MarkReadAsync();
    }

    /// <summary>The visitor's conversation.</summary>
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
