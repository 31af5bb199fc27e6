using System.Text.Json;
using System.Threading.Channels;
using Livecaller.Connection;
using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Following;

/// <summary>Follows one conversation: its channel gives hints, its log the truth. Works them off one after the other.</summary>
internal sealed partial class ConversationFollower : IChannelSubscriber
{
    private readonly VisitorScope _scope;
    private readonly Conversation _conversation;
    private readonly ConversationId _id;
    private readonly EventSequencer _sequencer;
    private readonly Channel<FollowedEvent?> _work = Channel.CreateUnbounded<FollowedEvent?>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stop;
    private readonly ILogger _logger;

    public ConversationFollower(VisitorScope scope, Conversation conversation, ConversationId id, long cursor)
    {
        _scope = scope;
        _conversation = conversation;
        _id = id;
        _logger = scope.Logger;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(scope.Ended);
        _sequencer = new(new(cursor), FetchAsync, e => scope.HandOn(_conversation, _id, e, _stop.Token), scope.Logger);
        _ = Task.Run(RunAsync);
    }

    /// <summary>Asks the log for what is new.</summary>
    public void CatchUp() => _work.Writer.TryWrite(null);

    public void Stop() => _stop.Cancel();

    public void OnSubscribed() => CatchUp();

    public void OnEvent(string name, string data)
    {
        try
        {
            if (name == EventNames.ConversationTyping) Typing(data);
            else _work.Writer.TryWrite(Read(name, data));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            LogUnreadable(e, name);
        }
    }

    public void OnRefused(int status) => _scope.Listener.Lose(_id, status);

    private void Typing(string data)
    {
        var payload = JsonSerializer.Deserialize(data, LivecallerJson.Default.TypingPayload);
        if (payload is { Sender.Type: not ParticipantType.Visitor }) _scope.Fence.TryRun(() => _conversation.ShowTyping(payload.Sender));
    }

    private static FollowedEvent Read(string name, string data)
    {
        var json = JsonElement.Parse(data);
        return new(json.GetProperty("sequence").GetInt64(), name, json);
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var work in _work.Reader.ReadAllAsync(_stop.Token))
            {
                if (work is { } e) await _sequencer.OfferAsync(e, _stop.Token);
                else await _sequencer.CatchUpAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody follows any more.
        }
        catch (LivecallerApiException e)
        {
            _scope.Listener.Lose(_id, (int)e.StatusCode);
        }
        catch (Exception e)
        {
            LogFailed(e, _id);
        }
    }

    private async Task<EventPage> FetchAsync(long after, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await _scope.CallAsync((api, token, end) => api.GetEventsAsync(token, _id, after, end), cancellationToken);
            }
            catch (LivecallerException e) when (Backoff.IsTransient(e))
            {
                await _scope.Pause.WaitAsync(Backoff.Delay(attempt, _scope.Options.Random(), e), cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "An event of type {Type} could not be read.")]
    private partial void LogUnreadable(Exception exception, string type);

    [LoggerMessage(LogLevel.Error, "Following {Conversation} failed.")]
    private partial void LogFailed(Exception exception, ConversationId conversation);
}
