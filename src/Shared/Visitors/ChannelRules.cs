using System.Text.RegularExpressions;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Shared;

/// <summary>Validates requests for access to a channel.</summary>
internal static partial class ChannelRules
{
    public static Problem NotAllowed => Problems.Forbidden("This token does not give access to the channel.");

    /// <summary>The problem of a request; null when channel and socket are named.</summary>
    public static Problem? Check(ChannelAuthorizationRequest request)
    {
        if (request.SocketId is null || !SocketId().IsMatch(request.SocketId))
            return Problems.Invalid("socket_id", $"Expected two numbers joined by a dot, received '{TextRules.Shorten(request.SocketId ?? "")}'.");
        return PusherChannel.IsValidName(request.ChannelName) ? null : Problems.Invalid("channel_name", "Expected the name of a channel.");
    }

    [GeneratedRegex(@"^\d{1,20}\.\d{1,20}\z")]
    private static partial Regex SocketId();
}
