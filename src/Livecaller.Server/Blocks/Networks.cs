using System.Net;
using System.Net.Sockets;

namespace Livecaller.Server.Blocks;

// Networks as operators write them: an address, or an address and the length of a prefix. See https://www.rfc-editor.org/rfc/rfc4632#section-3.1
internal static class Networks
{
    // A wider network is a slip of the hand: it would shut out whole countries.
    private const int MinPrefix4 = 8;
    private const int MinPrefix6 = 19;
    private const int MaxText = 60;

    /// <summary>Reads a network; a problem of the field <c>address</c> for anything else.</summary>
    public static Outcome<IPNetwork> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Problems.Invalid("address", "It is missing.");
        var parts = text.Trim().Split('/');
        if (parts.Length > 2 || text.Length > MaxText || !IsWritten(parts[0]) || !IPAddress.TryParse(parts[0], out var address)) return Unreadable(text);
        var isMapped = address.IsIPv4MappedToIPv6;
        var (max, prefix) = (address.GetAddressBytes().Length * 8, address.GetAddressBytes().Length * 8);
        if (parts.Length == 2 && (!int.TryParse(parts[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out prefix) || prefix > max)) return Unreadable(text);
        if (isMapped) (address, prefix) = (address.MapToIPv4(), prefix - 96);
        var min = address.AddressFamily == AddressFamily.InterNetworkV6 ? MinPrefix6 : MinPrefix4;
        if (prefix < min) return Problems.Invalid("address", $"A network as large as this can't be blocked: expected a prefix of at least {min}.");
        return new IPNetwork(Mask(address, prefix), prefix);
    }

    /// <summary>A network for people: an address alone where it is one.</summary>
    public static string Describe(string network)
    {
        var parsed = IPNetwork.Parse(network);
        return parsed.PrefixLength == parsed.BaseAddress.GetAddressBytes().Length * 8 ? parsed.BaseAddress.ToString() : network;
    }

    // "1" and "0x7f.1" are addresses for some programs, and a slip of the hand for an operator.
    private static bool IsWritten(string text) => (text.Contains(':', StringComparison.Ordinal) && text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')) || text.Split('.') is { Length: 4 } parts && parts.All(p => p is "0" || (p.Length is > 0 and <= 3 && p[0] != '0' && p.All(char.IsAsciiDigit)));

    private static IPAddress Mask(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(prefix - i * 8, 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }

    private static Problem Unreadable(string text) =>
        Problems.Invalid("address", $"Expected an IPv4 or IPv6 address or a network such as 192.0.2.0/24, received '{TextRules.Shorten(text)}'.");
}
