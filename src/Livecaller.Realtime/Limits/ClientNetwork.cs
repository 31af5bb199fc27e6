using System.Net;
using System.Net.Sockets;

namespace Livecaller.Realtime.Limits;

/// <summary>What limits for an address count.</summary>
internal static class ClientNetwork
{
    /// <summary>Returns the IPv4 address, or the /64 of an IPv6 address: a customer has at least a /64 and can use any address of it.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0]).ToString()
            : address.ToString();
    }
}
