namespace Livecaller.Realtime;

/// <summary>An event on its way to the nodes.</summary>
/// <param name="Channels">The channels, at least one.</param>
/// <param name="EventName">The event's name.</param>
/// <param name="DataJson">The payload as JSON text; null for an event without one.</param>
/// <param name="ExceptSocketId">A socket that does not get it; null for none.</param>
/// <param name="UserId">The sender of a client event on a presence channel; null otherwise.</param>
public sealed record BackplaneMessage(
    IReadOnlyList<string> Channels, string EventName, string? DataJson,
    string? ExceptSocketId = null, string? UserId = null);
