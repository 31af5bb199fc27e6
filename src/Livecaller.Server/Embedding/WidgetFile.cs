using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Livecaller.Server.Embedding;

// A file with the encodings that browsers accept. Each encoding is created when it is first requested, and kept.
internal sealed partial class WidgetFile
{
    private const string UnknownType = "application/octet-stream";
    private static readonly FileExtensionContentTypeProvider Types = NewTypes();

    private readonly Lazy<byte[]> _plain;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;
    private readonly Lazy<string> _tag;

    public WidgetFile(string path, bool isBrotli, Func<byte[]> read)
    {
        Path = path;
        ContentType = Types.TryGetContentType(path, out var type) ? type : UnknownType;
        IsImmutable = Fingerprint().IsMatch(path);
        _brotli = new(() => isBrotli ? read() : Compress(_plain!.Value, s => new BrotliStream(s, CompressionLevel.SmallestSize, leaveOpen: true)));
        _plain = new(() => isBrotli ? Decompress(_brotli.Value) : read());
        _gzip = new(() => Compress(_plain.Value, s => new GZipStream(s, CompressionLevel.Optimal, leaveOpen: true)));
        _tag = new(() => Convert.ToHexStringLower(SHA256.HashData(isBrotli ? _brotli.Value : _plain.Value))[..32]);
    }

    public string Path { get; }

    public string ContentType { get; }

    /// <summary>Whether its name changes with its content.</summary>
    public bool IsImmutable { get; }

    public byte[] Plain => _plain.Value;

    /// <summary>The answer to a request for it.</summary>
    public IResult ToResult(HttpContext http)
    {
        var (bytes, encoding) = FormFor(http.Request);
        var headers = http.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        headers.CacheControl = IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        if (encoding is not null) headers.ContentEncoding = encoding;
        return TypedResults.Bytes(bytes, ContentType, entityTag: new($"\"{_tag.Value}{(encoding is null ? "" : "-" + encoding)}\""));
    }

    private (byte[] Bytes, string? Encoding) FormFor(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        bool Takes(string encoding) => accepted.Any(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);
        return Takes("br") ? (_brotli.Value, "br") : Takes("gzip") ? (_gzip.Value, "gzip") : (_plain.Value, null);
    }

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> into)
    {
        using var result = new MemoryStream();
        using (var stream = into(result)) stream.Write(bytes);
        return result.ToArray();
    }

    private static byte[] Decompress(byte[] bytes)
    {
        using var stream = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var result = new MemoryStream();
        stream.CopyTo(result);
        return result.ToArray();
    }

    private static FileExtensionContentTypeProvider NewTypes()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".dat"] = UnknownType;
        // Texts are UTF-8, whatever the page around them says.
        foreach (var extension in (ReadOnlySpan<string>)[".js", ".mjs", ".css", ".html"])
            types.Mappings[extension] = types.Mappings[extension] + "; charset=utf-8";
        return types;
    }

    // The fingerprint of the build: ten letters and digits before the extension.
    [GeneratedRegex(@"\.[a-z0-9]{10}\.[a-z0-9.]+$")]
    private static partial Regex Fingerprint();
}
