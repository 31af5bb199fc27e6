using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Livecaller.Realtime.Webhooks;

/// <summary>Tells addresses that are reachable on the Internet from those of this machine, private networks and links.</summary>
/// <remarks>See <see href="https://www.iana.org/assignments/iana-ipv4-special-registry"/> and <see href="https://www.iana.org/assignments/iana-ipv6-special-registry"/>.</remarks>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // Documentation, Teredo, benchmarks and ORCHID.
            "2001::/23", "2001:db8::/32", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    // Everything that is global unicast is in here.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // The prefixes behind which an IPv4 address follows: NAT64 and 6to4.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            if (Nat64.Contains(address)) return Is(Embedded(address, 12));
            if (SixToFour.Contains(address)) return Is(Embedded(address, 2));
            if (!GlobalUnicast.Contains(address)) return false;
        }

        return !NotPublic.Any(network => network.Contains(address));
    }

    private static IPAddress Embedded(IPAddress address, int start)
    {
        var bytes = address.GetAddressBytes().AsSpan(start, 4);
        return new IPAddress(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
    }
}
