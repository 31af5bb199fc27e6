using System.Net;
using Livecaller.Connection;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Session;

namespace Livecaller.Background;

/// <summary>Receives the events of all open conversations of a visitor, whether a UI shows them or not, and notices new conversations.</summary>
internal sealed partial class BackgroundListener(
    SessionState session, SessionExpiry expiry, ConversationRegistry conversations, ConversationFollowers followers, ConversationSync sync,
    ChannelSubscriptions channels, RealtimeConnection connection, RetrySignal signal, ILogger logger, CancellationToken ended) : IChannelSubscriber
{
    private readonly ILogger _logger = logger;

    private string VisitorChannel => ChannelNames.Visitor(session.Visitor.Uuid);

    /// <summary>Starts listening, or continues. Returns at once.</summary>
    public void Start()
    {
        session.SetBackground(true);
        channels.Add(VisitorChannel, this);
        foreach (var known in session.Conversations.Where(c => !c.Closed))
        {
            followers.Follow(conversations.Get(known.Id), known.Id, known.Cursor);
        }

        connection.Start();
        conversations.BeginSending();
    }

    /// <summary>Stops listening, except to conversations that something subscribes to.</summary>
    public async Task StopAsync()
    {
        session.ClearBackground();
        channels.Remove(VisitorChannel);
        if (followers.UnfollowUnwatched()) await connection.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Continues after the session was renewed, and restores what was lost with the expired token.</summary>
    public void Restart()
    {
        Start();
        OnSubscribed();
    }

    /// <summary>Catches up with one conversation without the socket.</summary>
    /// <returns>The number of events that listeners received; null when the visitor has no such conversation.</returns>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public async Task<int?> CatchUpAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var follower = followers.Find(id);
        var before = follower?.Published ?? 0;
        if (follower is null)
        {
            var known = session.Conversations.FirstOrDefault(c => c.Id == id && !c.Closed);
            if (known is not null) followers.Follow(conversations.Get(id), id, known.Cursor);
            // The list has new conversations, and what a UI shows first of a known one.
            await sync.RefreshAsync(cancellationToken).ConfigureAwait(false);
            follower = followers.Find(id);
        }

        // A closed conversation is not followed: listeners have received all of it.
        if (follower is null) return session.CursorOf(id) is null ? null : 0;
        signal.Release();
        var epoch = session.Epoch;
        try
        {
            await follower.CatchUpAsync(cancellationToken).ConfigureAwait(false);
            if (epoch is null || session.Epoch == epoch) return follower.Published - before;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !ended.IsCancellationRequested && session.Epoch != epoch)
        {
            // The follower was stopped.
        }

        // The answer was the first of another epoch. The conversation is followed anew.
        return await CatchUpAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks the server whether it still takes the session, and retries until it answers. If it does not, the session lost its access to every
    /// conversation.
    /// </summary>
    public async Task<bool> CheckSessionAsync()
    {
        var token = session.Token;
        if (await sync.TryRefreshAsync().ConfigureAwait(false) || session.Token != token) return true;
        if (ended.IsCancellationRequested) return false;
        followers.OnAccessLost((int)HttpStatusCode.Unauthorized, token);
        if (session.IsIdentified) expiry.Report(token);
        return false;
    }

    /// <inheritdoc />
    public void OnSubscribed() => _ = Task.Run(sync.TryRefreshAsync);

    /// <inheritdoc />
    public void OnEvent(string name, string data)
    {
        if (name == EventNames.ConversationStarted) _ = Task.Run(() => sync.AdoptAsync(data));
        // A conversation that was reopened has not been followed since it was closed.
        else if (name == EventNames.ConversationUpdated) _ = Task.Run(sync.TryRefreshAsync);
    }

    /// <inheritdoc />
    public void OnLimitReached() => OnSubscribed();

    /// <inheritdoc />
    public void OnRefused(int status, string credential)
    {
        LogVisitorChannelRefused(status);
        // For a visitor without an open conversation, no other channel reports it.
        if (session.IsIdentified) expiry.Report(credential);
    }

    [LoggerMessage(LogLevel.Warning, "The visitor's channel was refused with status {Status}.")]
    private partial void LogVisitorChannelRefused(int status);
}
