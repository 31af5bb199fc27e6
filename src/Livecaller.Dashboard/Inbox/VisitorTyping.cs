using System.Text.Json;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Inbox;

/// <summary>The visitors who are typing. There is no event for the end of typing, so it expires.</summary>
internal sealed class VisitorTyping : IDisposable
{
    internal static readonly TimeSpan Lasts = TimeSpan.FromSeconds(6);

    // Far more than fit on a screen.
    private const int MaxEntries = 1_000;

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, Entry> _entries = [];

    public VisitorTyping(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Raised on the circuit's dispatcher.</summary>
    internal event Action? Changed;

    /// <summary>Raised on any thread when typing has expired and <see cref="Announce"/> should be called.</summary>
    internal event Action? Expired;

    /// <summary>What the visitor types: null for nothing, empty without a preview.</summary>
    internal string? In(ConversationId id)
    {
        lock (_lock)
            return _entries.TryGetValue(id, out var entry) ? entry.Text : null;
    }

    /// <summary>Takes in a signal, on any thread. True when <see cref="Announce"/> should be called.</summary>
    internal bool Note(ConversationSignal signal) => signal.EventName switch
    {
        EventNames.ConversationTyping => Begin(signal),
        EventNames.ConversationMessage or EventNames.ConversationClosed => End(signal.ConversationId),
        _ => false,
    };

    internal void Announce() => Changed?.Invoke();

    public void Dispose() => _timer.Dispose();

    private bool Begin(ConversationSignal signal)
    {
        if (Read(signal.Data) is not { Sender.Type: ParticipantType.Visitor } payload)
            return false;
        var text = payload.Text ?? "";
        lock (_lock)
        {
            var isKnown = _entries.TryGetValue(signal.ConversationId, out var before);
            if (!isKnown && _entries.Count >= MaxEntries)
                return false;
            _entries[signal.ConversationId] = new(text, _time.GetUtcNow() + Lasts);
            if (_entries.Count == 1)
                _timer.Change(Lasts, Timeout.InfiniteTimeSpan);
            return !isKnown || before.Text != text;
        }
    }

    private bool End(ConversationId id)
    {
        lock (_lock)
            return _entries.Remove(id);
    }

    private void Expire()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            foreach (var id in _entries.Where(e => e.Value.Until <= now).Select(e => e.Key).ToList())
                _entries.Remove(id);
            if (_entries.Count > 0)
                _timer.Change(_entries.Values.Min(e => e.Until) - now, Timeout.InfiniteTimeSpan);
        }

        Expired?.Invoke();
    }

    private static TypingPayload? Read(JsonElement data)
    {
        try
        {
            return data.Deserialize(LivecallerJson.Default.TypingPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private readonly record struct Entry(string Text, DateTimeOffset Until);
}
