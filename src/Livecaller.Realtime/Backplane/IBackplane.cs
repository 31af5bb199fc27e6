using System.Text;

namespace Livecaller.Realtime;

/// <summary>Carries events to every node that clients are connected to, including the one that publishes them.</summary>
public interface IBackplane
{
    /// <summary>Publishes an event. Events that one caller publishes one after the other arrive in that order.</summary>
    /// <param name="message">The event.</param>
    /// <param name="cancellationToken">Cancels the publishing.</param>
    ValueTask PublishAsync(BackplaneMessage message, CancellationToken cancellationToken = default);

    /// <summary>Calls <paramref name="deliver"/> for every event, one at a time for each publisher, until the result is disposed.</summary>
    /// <param name="deliver">Delivers to the sockets of this node; never blocks.</param>
    IDisposable Subscribe(Action<BackplaneMessage> deliver);
}

/// <summary>An event on its way to the nodes.</summary>
/// <param name="Channels">The channels, at least one.</param>
/// <param name="EventName">The event's name.</param>
/// <param name="DataJson">The payload as JSON text; null for an event without one.</param>
/// <param name="ExceptSocketId">A socket that does not receive the event; null for none.</param>
/// <param name="UserIdJson">The user id of the sender of a client event on a presence channel as JSON text; null otherwise.</param>
/// <param name="AppId">The application; null for the first one.</param>
public sealed record BackplaneMessage(
    IReadOnlyList<string> Channels, string EventName, string? DataJson,
    string? ExceptSocketId = null, string? UserIdJson = null, string? AppId = null)
{
    private string? _dataJson = DataJson;

    /// <summary>The payload as JSON text; null for an event without one. It is decoded when it is first used, if the event was published as UTF-8.</summary>
    public string? DataJson
    {
        get => _dataJson ??= DataUtf8 is { } utf8 ? Encoding.UTF8.GetString(utf8.Span) : null;
        init => _dataJson = value;
    }

    /// <summary>The same payload as UTF-8, when the event was published so; otherwise null.</summary>
    public ReadOnlyMemory<byte>? DataUtf8 { get; init; }
}
