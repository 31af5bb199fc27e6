using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Connections;

/// <summary>How a connection ends.</summary>
/// <param name="Code">The code of the close frame.</param>
/// <param name="Reason">The reason, in English.</param>
/// <param name="ErrorCode">The code of the <c>pusher:error</c> that is sent before the close frame; null for none.</param>
internal sealed record CloseSignal(int Code, string Reason, int? ErrorCode)
{
    /// <summary>The connection was lost; nothing can be sent anymore.</summary>
    public static readonly CloseSignal Lost = new(1006, "", null);

    /// <summary>A frame that RFC 6455 does not allow.</summary>
    public static readonly CloseSignal Violation = new(1002, "", null);

    /// <summary>A text that is not UTF-8.</summary>
    public static readonly CloseSignal InvalidText = new(1007, "", null);

    public static readonly CloseSignal Binary = new(1003, "Binary frames are not part of the protocol.", PusherErrorCodes.InvalidFrame);

    public static readonly CloseSignal TooLarge = new(1009, "The frame is too large.", PusherErrorCodes.InvalidFrame);

    public static readonly CloseSignal UnknownApp = Error(PusherErrorCodes.UnknownApp, "There is no application with this key.");

    public static readonly CloseSignal AppDisabled = Error(PusherErrorCodes.AppDisabled, "The application is disabled.");

    // Not status 403: a page cannot read it, and pusher-js would try again for ever.
    public static readonly CloseSignal Origin = Error(PusherErrorCodes.Unauthorized, "Pages of this origin cannot connect to the application.");

    public static readonly CloseSignal SignInRefused = Error(PusherErrorCodes.Unauthorized, "The signature of the sign-in is not valid for this socket.");

    public static readonly CloseSignal Terminated = Error(PusherErrorCodes.Unauthorized, "The connections of the user were terminated.");

    public static readonly CloseSignal OverQuota = Error(
        PusherErrorCodes.OverConnectionQuota, "The application has reached its connection quota.");

    public static readonly CloseSignal OverCapacity = Error(PusherErrorCodes.OverCapacity, "The server has reached its limit of connections.");

    public static readonly CloseSignal Idle = Error(PusherErrorCodes.Inactive, "There was no subscription for too long.");

    // Not a code of 43xx: clients do not reconnect after those.
    public static readonly CloseSignal TooManyInvalid = Error(PusherErrorCodes.OverCapacity, "Too many frames that are not valid.");

    public static readonly CloseSignal TooManyFrames = Error(PusherErrorCodes.OverCapacity, "Too many frames in a minute.");

    public static readonly CloseSignal TooManySubscribes = Error(PusherErrorCodes.OverCapacity, "Too many subscriptions in a minute.");

    public static readonly CloseSignal TooManyFromAddress = Error(PusherErrorCodes.OverCapacity, "Too many connections from this address.");

    // Not 4009: a client whose authorization endpoint was out of reach should try again.
    public static readonly CloseSignal NothingAuthorized = Error(PusherErrorCodes.OverCapacity, "No channel was authorized in time.");

    public static readonly CloseSignal NoPong = Error(PusherErrorCodes.PongNotReceived, "The ping was not answered in time.");

    public static readonly CloseSignal TooSlow = Error(PusherErrorCodes.Reconnect, "The client reads too slowly; connect again.");

    public static readonly CloseSignal Stopping = Error(PusherErrorCodes.Reconnect, "The server is shutting down; connect again.");

    /// <summary>Echoes the code of the client's close frame.</summary>
    public static CloseSignal ByClient(int code) => new(code, "", null);

    public static CloseSignal Error(int code, string reason) => new(code, reason, code);
}
