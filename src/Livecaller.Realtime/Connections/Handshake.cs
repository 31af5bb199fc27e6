using System.Globalization;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Apps;

namespace Livecaller.Realtime.Connections;

/// <summary>Checks the application, the origin and the protocol version of a client that connects.</summary>
internal static class Handshake
{
    // The server implements version 7. Libraries that request 5 or 6 (Java, .NET) are compatible with it.
    private const int OldestProtocol = 5;
    private const int NewestProtocol = 7;

    /// <summary>Returns why the client is refused; null when it is accepted.</summary>
    public static CloseSignal? Check(PusherApp? app, string? protocol, string? origin)
    {
        if (app is null) return CloseSignal.UnknownApp;
        if (!app.Options.Enabled) return CloseSignal.AppDisabled;
        if (!app.AllowsOrigin(origin)) return CloseSignal.Origin;
        if (string.IsNullOrEmpty(protocol))
            return CloseSignal.Error(PusherErrorCodes.NoProtocol, "No protocol version was given.");
        if (!protocol.All(char.IsAsciiDigit))
            return CloseSignal.Error(PusherErrorCodes.InvalidVersion, "The protocol version is not a number.");
        return int.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version is >= OldestProtocol and <= NewestProtocol
            ? null
            : CloseSignal.Error(PusherErrorCodes.UnsupportedProtocol, "This protocol version is not supported; use 7.");
    }
}
