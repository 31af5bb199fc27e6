using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Livecaller.Server.S3.Tests.Support;

/// <summary>Checks the signature of a request as S3 does: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.</summary>
internal static class SignatureCheck
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    /// <returns>The status and code of the error; null when the signature is right.</returns>
    public static (int Status, string Code)? Check(HttpRequest request, byte[] body, string accessKey, string secretKey, string region)
    {
        var parts = request.Headers.Authorization.ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [Algorithm, var credential, var signed, var signature]) return (403, "AccessDenied");
        var scope = ValueOf(credential).Split('/');
        if (scope is not [var key, var day, var given, "s3", "aws4_request"]) return (400, "AuthorizationHeaderMalformed");
        if (key != accessKey) return (403, "InvalidAccessKeyId");
        if (given != region) return (400, "AuthorizationHeaderMalformed");
        var date = request.Headers["X-Amz-Date"].ToString();
        if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || (TimeProvider.System.GetUtcNow() - at).Duration() > MaxSkew || !date.StartsWith(day, StringComparison.Ordinal))
        {
            return (403, "RequestTimeTooSkewed");
        }

        var names = ValueOf(signed).Split(';');
        if (!names.Contains("host") || !names.Contains("x-amz-content-sha256")) return (403, "SignatureDoesNotMatch");
        var hash = request.Headers["X-Amz-Content-SHA256"].ToString();
        // A body with the headers of chunks in it: other servers than Amazon's store them.
        if (hash.StartsWith("STREAMING-", StringComparison.Ordinal) || request.Headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.Ordinal))
            return (501, "NotImplemented");
        if (hash != "UNSIGNED-PAYLOAD" && hash != Convert.ToHexStringLower(SHA256.HashData(body))) return (400, "XAmzContentSHA256Mismatch");
        var canonical = Canonical(request, names, hash);
        var text = $"{Algorithm}\n{date}\n{day}/{given}/s3/aws4_request\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signing = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secretKey), day), given), "s3"), "aws4_request");
        return Convert.ToHexStringLower(Hmac(signing, text)) == ValueOf(signature) ? null : (403, "SignatureDoesNotMatch");
    }

    private static string Canonical(HttpRequest request, string[] names, string hash)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var query = (target.Length == 1 ? "" : target[1]).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Select(pair => $"{Encode(pair[0])}={(pair.Length == 1 ? "" : Encode(pair[1]))}").Order(StringComparer.Ordinal);
        var headers = names.Select(name => $"{name}:{string.Join(',', request.Headers[name].Select(value => value!.Trim()))}\n");
        return $"{request.Method}\n{target[0]}\n{string.Join('&', query)}\n{string.Concat(headers)}\n{string.Join(';', names)}\n{hash}";
    }

    private static string Encode(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static string ValueOf(string pair) => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
