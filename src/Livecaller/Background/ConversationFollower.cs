using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Threading.Channels;
using Livecaller.Connection;
using Livecaller.Http;
using Livecaller.Session;

namespace Livecaller.Background;

/// <summary>Follows one conversation. Events of its channel show that the log has grown; the log is authoritative. Works through both one at a time.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer whose wait handle is never used holds nothing.")]
internal sealed partial class ConversationFollower : IChannelSubscriber
{
    // Events beyond this number that are broadcast while the log is being read are read from the log too.
    private const int MaxWaiting = 256;

    private readonly Conversation _conversation;
    private readonly ConversationId _id;
    private readonly EventDispatcher _dispatcher;
    private readonly IFollowerOwner _owner;
    private readonly Fence _fence;
    private readonly EventCursor _cursor;
    private readonly EventSequencer _sequencer;
    private readonly Channel<Work> _work = Channel.CreateBounded<Work>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    // It can be canceled at any time, also after the follower has ended.
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger;
    private int _published;
    private volatile bool _isBehind;

    /// <param name="conversation">The conversation.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cursor">The position in its log from which it is followed.</param>
    /// <param name="log">Reads the log.</param>
    /// <param name="dispatcher">Dispatches its events.</param>
    /// <param name="owner">Is told when it ends.</param>
    /// <param name="fence">The visitor's fence.</param>
    /// <param name="logger">The log.</param>
    /// <param name="ended">Canceled when the visitor's session ends.</param>
    public ConversationFollower(
        Conversation conversation, ConversationId id, long cursor, EventLogReader log, EventDispatcher dispatcher, IFollowerOwner owner, Fence fence,
        ILogger logger, CancellationToken ended)
    {
        _conversation = conversation;
        _id = id;
        _dispatcher = dispatcher;
        _owner = owner;
        _fence = fence;
        _logger = logger;
        _cursor = new(cursor);
        _sequencer = new(_cursor, (after, cancellationToken) => log.ReadWhileSuspendedAsync(id, after, cancellationToken), Dispatch, logger);
        _ = Task.Run(() => RunAsync(ended), CancellationToken.None);
    }

    /// <summary>Whether something subscribes to the conversation.</summary>
    public bool IsWatched => _conversation.IsWatched;

    /// <summary>The number of its events that listeners have received.</summary>
    public int Published => Volatile.Read(ref _published);

    /// <summary>Reads the new events of the log.</summary>
    public void CatchUp() => Add(default);

    /// <summary>Reads the new events of the log, and waits until they were dispatched.</summary>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _work.Writer.WriteAsync(new(null, requested), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException) when (IsOver)
        {
            return;
        }
        catch (ChannelClosedException e)
        {
            throw new OperationCanceledException("The conversation is not followed any more.", e);
        }

        await requested.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Stop() => _ = _stop.CancelAsync();

    public void OnSubscribed() => CatchUp();

    public void OnLimitReached() => CatchUp();

    public void OnEvent(string name, string data)
    {
        try
        {
            if (name == EventNames.ConversationTyping) Typing(data);
            else if (name == EventNames.ConversationDelivered) Delivered(data);
            else Take(name, EventPayload.Parse(data, out var sequence), sequence);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            LogUnreadable(e, name);
        }
    }

    public void OnRefused(int status, string credential) => _owner.OnAccessLost(_id, status, credential);

    private void Add(Work work)
    {
        if (_work.Writer.TryWrite(work)) return;
        _isBehind = true;
        // If everything was worked through meanwhile, this makes the loop continue.
        _work.Writer.TryWrite(default);
    }

    private void Typing(string data)
    {
        var payload = JsonSerializer.Deserialize(data, LivecallerJson.Default.TypingPayload);
        if (payload is { Sender.Type: not ParticipantType.Visitor }) _fence.TryRun(() => _conversation.ShowTyping(payload.Sender));
    }

    private void Delivered(string data)
    {
        var payload = JsonSerializer.Deserialize(data, LivecallerJson.Default.DeliveredPayload);
        if (payload is not null) _fence.TryRun(() => _conversation.ShowDelivered(payload.DeliveredSequence));
    }

    private void Take(string name, EventPayload data, long? sequence)
    {
        if (sequence is { } own)
        {
            Add(new(new(own, name, data), null));
            return;
        }

        // An update that is not in the log: only the position in the queue has changed.
        if (name != EventNames.ConversationUpdated) throw new JsonException("The payload has no sequence.");
        var payload = data.Read(LivecallerJson.Default.ConversationPayload);
        if (payload.QueuePosition is { } position) _fence.TryRun(() => _conversation.ShowQueuePosition(position));
    }

    private void Dispatch(FollowedEvent e)
    {
        if (_dispatcher.Dispatch(_conversation, _id, e, _stop.Token)) Interlocked.Increment(ref _published);
    }

    private async Task RunAsync(CancellationToken visitorEnded)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, visitorEnded);
        try
        {
            await foreach (var work in _work.Reader.ReadAllAsync(ended.Token).ConfigureAwait(false))
            {
                if (!await WorkAsync(work, visitorEnded, ended.Token).ConfigureAwait(false)) return;
                if (_isBehind)
                {
                    _isBehind = false;
                    if (!await WorkAsync(default, visitorEnded, ended.Token).ConfigureAwait(false)) return;
                }

                if (!IsOver) continue;
                // Requests to catch up are still completed.
                _work.Writer.TryComplete();
                _owner.OnOver(this, _id);
            }
        }
        catch (OperationCanceledException)
        {
            // The conversation is not followed any more.
        }
        finally
        {
            _work.Writer.TryComplete();
            while (_work.Reader.TryRead(out var left)) left.Requested?.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <summary>The conversation is closed, and all of its events were dispatched.</summary>
    private bool IsOver => _conversation.Snapshot.Info is { IsOpen: false } info && _cursor.Position >= info.LastSequence;

    /// <summary>Handles one work item. Returns false when there is nothing to follow any more.</summary>
    private async Task<bool> WorkAsync(Work work, CancellationToken visitorEnded, CancellationToken ended)
    {
        try
        {
            if (work.Event is { } e) await _sequencer.OfferAsync(e, ended).ConfigureAwait(false);
            else await _sequencer.CatchUpAsync(ended).ConfigureAwait(false);
            work.Requested?.TrySetResult();
        }
        // The call of the API can be canceled before the linked token is.
        catch (OperationCanceledException) when (ended.IsCancellationRequested || visitorEnded.IsCancellationRequested)
        {
            work.Requested?.TrySetCanceled(CancellationToken.None);
            return false;
        }
        catch (LivecallerApiException e) when (!Backoff.IsTransient(e))
        {
            work.Requested?.TrySetException(e);
            _owner.OnAccessLost(_id, (int)e.StatusCode, e.RefusedToken);
            return false;
        }
        catch (Exception e)
        {
            // The next connection reads the log again.
            if (work.Requested?.TrySetException(e) != true) LogFailed(e, _id);
        }

        return true;
    }

    /// <param name="Event">The event that was broadcast; null to read the log.</param>
    /// <param name="Requested">Completed afterwards; null when nothing waits for it.</param>
    private readonly record struct Work(FollowedEvent? Event, TaskCompletionSource? Requested);

    [LoggerMessage(LogLevel.Warning, "An event of type {Type} could not be read.")]
    private partial void LogUnreadable(Exception exception, string type);

    [LoggerMessage(LogLevel.Error, "Following {Conversation} failed.")]
    private partial void LogFailed(Exception exception, ConversationId conversation);
}

/// <summary>Owns followers.</summary>
internal interface IFollowerOwner
{
    /// <summary>A conversation is closed, and all of its events were dispatched.</summary>
    void OnOver(ConversationFollower follower, ConversationId id);

    /// <summary>The session no longer has access to a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="status">The status of the refusal.</param>
    /// <param name="token">The session token that was refused; null when the refusal isn't about the token.</param>
    void OnAccessLost(ConversationId id, int status, string? token);
}
