using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Which visitors type at this moment. Nobody says that typing has ended, so it ends by itself.</summary>
internal sealed class VisitorTyping(TimeProvider time) : IDisposable
{
    internal static readonly TimeSpan Lasts = TimeSpan.FromSeconds(6);

    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, Entry> _entries = [];

    /// <summary>Raised on any thread.</summary>
    internal event Action? Changed;

    /// <summary>What the visitor types: null for nothing, empty without a preview.</summary>
    internal string? In(ConversationId id)
    {
        lock (_lock)
            return _entries.TryGetValue(id, out var entry) ? entry.Text : null;
    }

    internal void Note(ConversationSignal signal)
    {
        var changed = signal.EventName switch
        {
            EventNames.ConversationTyping => Begin(signal),
            EventNames.ConversationMessage or EventNames.ConversationClosed => End(signal.ConversationId),
            _ => false,
        };
        if (changed)
            Changed?.Invoke();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values)
                entry.Timer.Dispose();
            _entries.Clear();
        }
    }

    private bool Begin(ConversationSignal signal)
    {
        if (Read(signal.Data) is not { Sender.Type: ParticipantType.Visitor } payload)
            return false;
        var id = signal.ConversationId;
        lock (_lock)
        {
            if (_entries.Remove(id, out var before))
                before.Timer.Dispose();
            _entries[id] = new(payload.Text ?? "", time.CreateTimer(_ => Expire(id), null, Lasts, Timeout.InfiniteTimeSpan));
        }

        return true;
    }

    private void Expire(ConversationId id)
    {
        if (End(id))
            Changed?.Invoke();
    }

    private bool End(ConversationId id)
    {
        lock (_lock)
        {
            if (!_entries.Remove(id, out var entry))
                return false;
            entry.Timer.Dispose();
            return true;
        }
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

    private sealed record Entry(string Text, ITimer Timer);
}
