using System.Text.Json;
using System.Threading.Channels;
using Livecaller.Protocol;

namespace Livecaller.Bench.Chaos;

/// <summary>An operator's cursor in a conversation's log. The next event is handled, an older one is ignored, and a later one indicates a gap.</summary>
internal sealed class OperatorCursor
{
    private readonly Channel<(string Type, JsonElement Data)?> _work = Channel.CreateUnbounded<(string, JsonElement)?>();
    private readonly Func<long, Task<EventPage>> _fetch;
    private readonly Direction _incoming;
    private long _position;

    /// <param name="fetch">Fetches the log after a sequence.</param>
    /// <param name="incoming">Records the visitor's messages.</param>
    /// <param name="failed">Called with the exception if the cursor fails before the run ends.</param>
    /// <param name="stop">Stops the cursor.</param>
    public OperatorCursor(Func<long, Task<EventPage>> fetch, Direction incoming, Action<Exception> failed, CancellationToken stop)
    {
        (_fetch, _incoming) = (fetch, incoming);
        _ = RunAsync(failed, stop);
    }

    public void CatchUp() => _work.Writer.TryWrite(null);

    public void Enqueue(string type, string data) => _work.Writer.TryWrite((type, JsonElement.Parse(data)));

    private async Task RunAsync(Action<Exception> failed, CancellationToken stop)
    {
        try
        {
            await foreach (var work in _work.Reader.ReadAllAsync(stop))
            {
                if (work is not { } e) await FetchAsync();
                else if (e.Data.TryGetProperty("sequence", out var sequence)) await TakeAsync(sequence.GetInt64(), e.Type, e.Data);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    private async Task TakeAsync(long sequence, string type, JsonElement data)
    {
        if (sequence > _position + 1) await FetchAsync();
        if (sequence == _position + 1) Take(sequence, type, data);
    }

    private async Task FetchAsync()
    {
        while (true)
        {
            var page = await _fetch(_position);
            foreach (var e in page.Data.Where(e => e.Sequence == _position + 1)) Take(e.Sequence, e.Type, e.Data);
            if (page.Data.Count == 0 || _position >= page.LastSequence) return;
        }
    }

    private void Take(long sequence, string type, JsonElement data)
    {
        _position = sequence;
        if (type != EventNames.ConversationMessage) return;
        var message = data.Deserialize(LivecallerJson.Default.MessagePayload)!;
        if (message.Sender.Type == ParticipantType.Visitor) _incoming.Deliver(message.Content);
    }
}
