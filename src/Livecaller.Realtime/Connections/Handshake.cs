using System.Globalization;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Connections;

/// <summary>Checks what a client says in the address that it connects to.</summary>
internal static class Handshake
{
    // 7 is what is spoken. Libraries in use that say 5 or 6 (Java, .NET) get along with it.
    private const int OldestProtocol = 5;
    private const int NewestProtocol = 7;

    /// <summary>Why the client is refused; null when it is welcome.</summary>
    public static CloseSignal? Check(string? key, string? protocol, string appKey)
    {
        if (key != appKey) return CloseSignal.Error(PusherErrorCodes.UnknownApp, "There is no application with this key.");
        if (string.IsNullOrEmpty(protocol))
            return CloseSignal.Error(PusherErrorCodes.NoProtocol, "No protocol version was given.");
        if (!int.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return CloseSignal.Error(PusherErrorCodes.InvalidVersion, "The protocol version is not a number.");
        return version is < OldestProtocol or > NewestProtocol
            ? CloseSignal.Error(PusherErrorCodes.UnsupportedProtocol, "This protocol version is not supported; use 7.")
            : null;
    }
}
