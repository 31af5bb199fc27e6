using System.Text.RegularExpressions;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Broadcasting;

// Reads what a Pusher client asks, and signs what it may have.
internal sealed partial class ChannelGuard(ServerKeys keys)
{
    public static async Task<(string SocketId, string Channel)> ReadAsync(HttpContext http, int maxBytes)
    {
        ChannelAuthorizationRequest asked;
        if (http.Request.HasFormContentType)
        {
            if (http.Request.ContentLength > maxBytes)
                throw new ProblemException(Problems.TooLarge($"The body is larger than the {maxBytes} bytes that are taken here."));
            try
            {
                var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
                asked = new() { SocketId = form["socket_id"], ChannelName = form["channel_name"] };
            }
            catch (InvalidDataException)
            {
                throw new ProblemException(Problems.Invalid("body", "The form cannot be read."));
            }
        }
        else
        {
            asked = await BodyReader.ReadAsync(http, LivecallerJson.Default.ChannelAuthorizationRequest, maxBytes).ConfigureAwait(false);
        }
        if (asked.SocketId is null || !SocketId().IsMatch(asked.SocketId))
            throw new ProblemException(Problems.Invalid("socket_id", $"Expected two numbers joined by a dot, received '{Query.Shorten(asked.SocketId ?? "")}'."));
        return PusherChannel.IsValidName(asked.ChannelName) ? (asked.SocketId, asked.ChannelName!)
            : throw new ProblemException(Problems.Invalid("channel_name", "Expected the name of a channel."));
    }

    public IResult Sign(string socketId, string channel, string? channelData = null) => new ChannelAuthorization
    {
        Auth = PusherSignature.SignChannel(keys.AppKey, keys.AppSecret, socketId, channel, channelData),
        ChannelData = channelData,
    }.ToJson(LivecallerJson.Default.ChannelAuthorization);

    public static IResult Refuse() => Problems.Forbidden("This token may not have that channel.").ToResult();

    [GeneratedRegex(@"^\d{1,20}\.\d{1,20}\z")]
    private static partial Regex SocketId();
}
