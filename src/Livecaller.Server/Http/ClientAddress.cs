using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Http;

internal static class ClientAddress
{
    // A customer has at least a /64 of IPv6 and can use any address of it.
    public static string Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0]).ToString()
            : address.ToString();
    }
}
