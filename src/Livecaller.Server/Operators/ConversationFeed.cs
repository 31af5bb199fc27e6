using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Livecaller.Realtime.Nodes;

namespace Livecaller.Server.Operators;

internal sealed partial class ConversationFeed(INodeSignals nodes, ILogger<ConversationFeed> logger) : IConversationFeed, IDisposable
{
    private const string Name = "feed";
    private readonly ConcurrentDictionary<Subscription, Action<ConversationSignal>> _listeners = new();
    private readonly Lock _gate = new();
    private IDisposable? _receiving;

    public IDisposable Subscribe(Action<ConversationSignal> onSignal)
    {
        ArgumentNullException.ThrowIfNull(onSignal);
        var subscription = new Subscription(this);
        _listeners[subscription] = onSignal;
        // A node without dashboards does not receive what happens on the others.
        lock (_gate) _receiving ??= nodes.Receive(Name, OnSignal);
        return subscription;
    }

    /// <summary>Tells the listeners of all nodes.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="sequence">Its sequence; null for an ephemeral event.</param>
    /// <param name="dataUtf8">The payload.</param>
    public void Signal(ConversationId conversationId, string eventName, long? sequence, ReadOnlyMemory<byte> dataUtf8)
    {
        Notify(conversationId, eventName, sequence, dataUtf8);
        if (nodes.HasOthers) nodes.Send(Name, Write(conversationId, eventName, sequence, dataUtf8));
    }

    public void Dispose() => _receiving?.Dispose();

    private static byte[] Write(ConversationId conversationId, string eventName, long? sequence, ReadOnlyMemory<byte> dataUtf8) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{conversationId.Value}\n{eventName}\n{sequence}\n")), .. dataUtf8.Span];

    private void OnSignal(ReadOnlyMemory<byte> signal)
    {
        if (_listeners.IsEmpty || ReadLine(ref signal) is not { } conversation || ReadLine(ref signal) is not { } name || ReadLine(ref signal) is not { } sequence) return;
        Notify(new(conversation), name, long.TryParse(sequence, CultureInfo.InvariantCulture, out var number) ? number : null, signal.ToArray());
    }

    private void Notify(ConversationId conversationId, string eventName, long? sequence, ReadOnlyMemory<byte> dataUtf8)
    {
        if (_listeners.IsEmpty) return;
        var signal = new ConversationSignal(conversationId, eventName, sequence, dataUtf8);
        foreach (var listener in _listeners.Values)
        {
            try
            {
                listener(signal);
            }
            catch (Exception e)
            {
                LogListenerFailed(e, eventName);
            }
        }
    }

    private static string? ReadLine(ref ReadOnlyMemory<byte> text)
    {
        var end = text.Span.IndexOf((byte)'\n');
        if (end < 0) return null;
        var line = Encoding.UTF8.GetString(text.Span[..end]);
        text = text[(end + 1)..];
        return line;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener of the conversation feed failed on {EventName}.")]
    private partial void LogListenerFailed(Exception exception, string eventName);

    private sealed class Subscription(ConversationFeed feed) : IDisposable
    {
        public void Dispose() => feed._listeners.TryRemove(this, out _);
    }
}
