namespace Livecaller.Protocol.Pusher;

/// <summary>One frame of the Pusher Channels protocol, in either direction.</summary>
/// <remarks>
/// <c>data</c> is always kept as JSON text. A server sends it as a JSON string that contains JSON, a client as an object.
/// Servers differ, so both forms are read in both directions.
/// See <see href="https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/"/>.
/// </remarks>
/// <param name="Event">The event's name.</param>
/// <param name="Channel">The channel; null for frames of the connection itself.</param>
/// <param name="Data">The payload as JSON text; null when the frame has none.</param>
/// <param name="UserIdJson">On presence channels, the user id of the sender of a client event as JSON text: a string or a number.</param>
internal sealed record PusherFrame(string Event, string? Channel = null, string? Data = null, string? UserIdJson = null);
