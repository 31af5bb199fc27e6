using Livecaller.Protocol.Pusher;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;

namespace Livecaller.Server.Realtime;

// Reads the authorization request of a Pusher client, and signs it.
internal sealed class ChannelGuard(ServerKeys keys)
{
    public static async Task<(string SocketId, string Channel)> ReadAsync(HttpContext http, int maxBytes)
    {
        ChannelAuthorizationRequest asked;
        if (http.Request.HasFormContentType)
        {
            http.Request.Body = new MemoryStream(await JsonBodies.ReadBytesAsync(http, maxBytes).ConfigureAwait(false), writable: false);
            try
            {
                var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
                asked = new() { SocketId = form["socket_id"], ChannelName = form["channel_name"] };
            }
            catch (InvalidDataException)
            {
                throw new ProblemException(AttachmentRules.UnreadableForm);
            }
        }
        else
        {
            asked = await JsonBodies.ReadAsync<ChannelAuthorizationRequest>(http, whenEmpty: null).ConfigureAwait(false);
        }
        return ChannelRules.Check(asked) is { } fault ? throw new ProblemException(fault) : (asked.SocketId!, asked.ChannelName!);
    }

    public IResult Sign(string socketId, string channel, string? channelData = null) => Outcome<ChannelAuthorization>.Found(new()
    {
        Auth = PusherSignature.SignChannel(keys.AppKey, keys.AppSecret, socketId, channel, channelData),
        ChannelData = channelData,
    }).ToResult();

    public static IResult Refuse() => ChannelRules.NotAllowed.ToResult();
}
