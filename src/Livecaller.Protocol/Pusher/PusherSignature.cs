using System.Security.Cryptography;
using System.Text;

namespace Livecaller.Protocol.Pusher;

/// <summary>Signatures of channel authorization and user authentication: HMAC-SHA256 in lower-case hex.</summary>
/// <remarks>See <see href="https://pusher.com/docs/channels/library_auth_reference/auth-signatures/"/>.</remarks>
internal static class PusherSignature
{
    /// <summary>Signs a subscription: the <c>auth</c> value, <c>{key}:{signature}</c>.</summary>
    /// <param name="key">The application key.</param>
    /// <param name="secret">The application secret.</param>
    /// <param name="socketId">The socket that subscribes.</param>
    /// <param name="channel">The channel's name.</param>
    /// <param name="channelData">The member data, exactly as the client will send it; null for none.</param>
    public static string SignChannel(string key, string secret, string socketId, string channel, string? channelData = null) =>
        $"{key}:{Sign(secret, ChannelText(socketId, channel, channelData))}";

    /// <summary>Signs a user's sign-in.</summary>
    /// <param name="key">The application key.</param>
    /// <param name="secret">The application secret.</param>
    /// <param name="socketId">The socket that signs in.</param>
    /// <param name="userData">The user data, exactly as the client will send it.</param>
    public static string SignUser(string key, string secret, string socketId, string userData) =>
        $"{key}:{Sign(secret, $"{socketId}::user::{userData}")}";

    /// <summary>Checks the <c>auth</c> value of a subscription in constant time.</summary>
    public static bool IsValidForChannel(
        string? auth, string key, string secret, string socketId, string channel, string? channelData = null) =>
        IsSame(auth, SignChannel(key, secret, socketId, channel, channelData));

    /// <summary>Checks the <c>auth</c> value of a sign-in in constant time.</summary>
    public static bool IsValidForUser(string? auth, string key, string secret, string socketId, string userData) =>
        IsSame(auth, SignUser(key, secret, socketId, userData));

    private static bool IsSame(string? auth, string expected) => auth is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(auth));

    private static string ChannelText(string socketId, string channel, string? channelData) =>
        channelData is null ? $"{socketId}:{channel}" : $"{socketId}:{channel}:{channelData}";

    private static string Sign(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
