using Livecaller.Realtime.Limits;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Http;

internal static class ClientAddress
{
    public static string Of(HttpContext http) => ClientNetwork.Of(http.Connection.RemoteIpAddress);
}
