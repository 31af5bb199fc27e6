using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Livecaller.Realtime.HttpApi;

/// <summary>Checks the signature of a request: HMAC-SHA256 of the method, the path and the query.</summary>
/// <remarks>See <see href="https://pusher.com/docs/channels/library_auth_reference/rest-api/#authentication"/>.</remarks>
internal static class HttpApiSignature
{
    private const string SignatureName = "auth_signature";
    private const string Root = "/apps/";
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(600);

    /// <summary>Returns why a request is not authorized; null when it is. The body is checked by <see cref="IsBody"/>.</summary>
    public static string? FaultOf(HttpRequest request, PusherAppOptions app, DateTimeOffset now)
    {
        var query = request.Query;
        if (query.FirstOrDefault(parameter => parameter.Value.Count != 1) is { Key: { } repeated }) return $"The parameter {repeated} is given more than once.";
        if (!IsSame(query["auth_key"], app.AppKey)) return "auth_key is not the key of this application.";
        if (query["auth_version"] != "1.0") return "auth_version must be 1.0.";
        if (!long.TryParse(query["auth_timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp))
            return "auth_timestamp must be a number of seconds.";
        var seconds = now.ToUnixTimeSeconds();
        if (Math.Abs(seconds - timestamp) > MaxAge.TotalSeconds)
            return $"auth_timestamp differs by more than 600 seconds from the time of the server, which is {seconds}.";

        var signature = query[SignatureName].ToString();
        var parameters = string.Join('&', query
            .Where(parameter => parameter.Key != SignatureName)
            .Select(parameter => (Key: parameter.Key.ToLowerInvariant(), Value: parameter.Value.ToString()))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={parameter.Value}"));
        var isValid = false;
        foreach (var path in PathsOf(request))
            isValid |= IsSame(signature, Sign(app.AppSecret, $"{request.Method}\n{path}\n{parameters}"));
        return isValid ? null : "auth_signature is not the signature of this request.";
    }

    /// <summary>Returns whether a body is the one whose digest was signed.</summary>
    public static bool IsBody(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var digest = request.Query["body_md5"].ToString();
        if (digest.Length == 0) return body.IsEmpty;

        // The protocol has MD5; what protects the body is the signature over the digest.
#pragma warning disable CA5351
        return IsSame(digest, Convert.ToHexStringLower(MD5.HashData(body)));
#pragma warning restore CA5351
    }

    public static string Sign(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    // Libraries sign the path as they were given it, escaped or not, and without the prefix at which the API is mapped.
    private static IEnumerable<string> PathsOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        string[] paths = [target.Split('?')[0], $"{request.PathBase.Value}{request.Path.Value}"];
        return paths.Concat(paths.Select(WithoutPrefix)).Distinct(StringComparer.Ordinal);
    }

    private static string WithoutPrefix(string path) => path[Math.Max(0, path.IndexOf(Root, StringComparison.Ordinal))..];

    private static bool IsSame(string? given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));
}
