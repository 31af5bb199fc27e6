using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.S3.Tests.Support;

/// <summary>The objects and multipart uploads of the bucket.</summary>
internal sealed class S3Storage
{
    private const int MinPartBytes = 5 * 1024 * 1024;
    private const int PageSize = 1000;
    private readonly Lock _lock = new();
    private int _uploads;

    public ConcurrentDictionary<string, StoredObject> Objects { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, StoredUpload> Uploads { get; } = new(StringComparer.Ordinal);

    public void Put(string name, byte[] content, string suffix = "") =>
        Objects[name] = new(content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}{suffix}\"", TimeProvider.System.GetUtcNow());

    public S3Answer Answer(HttpRequest request, string name, byte[] body)
    {
        lock (_lock)
        {
            var query = request.Query;
            if (name.Length == 0) return query.ContainsKey("uploads") ? ListUploads(query["prefix"].ToString()) : List(query);
            if (query.ContainsKey("uploads")) return Begin(name);
            if (query["uploadId"].ToString() is { Length: > 0 } id) return OfUpload(request, id, name, body);
            switch (request.Method)
            {
                case "PUT":
                    Put(name, body);
                    return new S3Answer(200, []) { Headers = new() { ["ETag"] = Objects[name].EntityTag } };
                case "DELETE":
                    Objects.TryRemove(name, out _);
                    return new S3Answer(204, []);
                default:
                    return Objects.TryGetValue(name, out var found) ? Get(request, found) : S3Answer.Error(404, "NoSuchKey");
            }
        }
    }

    private static S3Answer Get(HttpRequest request, StoredObject found)
    {
        if (request.Headers.IfMatch.ToString() is { Length: > 0 } match && match.Trim('"') != found.EntityTag.Trim('"')) return S3Answer.Error(412, "PreconditionFailed");
        var headers = new Dictionary<string, string>
        {
            ["ETag"] = found.EntityTag,
            ["Last-Modified"] = found.At.ToString("R", CultureInfo.InvariantCulture),
            ["Accept-Ranges"] = "bytes",
            ["Content-Type"] = "binary/octet-stream",
        };
        if (request.GetTypedHeaders().Range?.Ranges.Single() is not { } range)
            return new S3Answer(200, HttpMethods.IsHead(request.Method) ? [] : found.Content) { Headers = WithLength(found.Content.Length) };
        var (from, to) = (range.From!.Value, Math.Min(range.To ?? long.MaxValue, found.Content.Length - 1));
        if (from >= found.Content.Length) return S3Answer.Error(416, "InvalidRange");
        headers["Content-Range"] = $"bytes {from}-{to}/{found.Content.Length}";
        return new S3Answer(206, found.Content[(int)from..(int)(to + 1)]) { Headers = headers };

        Dictionary<string, string> WithLength(long length)
        {
            headers["Content-Length"] = length.ToString(CultureInfo.InvariantCulture);
            return headers;
        }
    }

    private S3Answer List(IQueryCollection query)
    {
        var (prefix, after) = (query["prefix"].ToString(), query["continuation-token"].ToString() is { Length: > 0 } token ? token : query["start-after"].ToString());
        var size = query.TryGetValue("max-keys", out var max) ? int.Parse(max.ToString(), CultureInfo.InvariantCulture) : PageSize;
        var found = Objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(o.Key, after) > 0)
            .OrderBy(o => o.Key, StringComparer.Ordinal).Take(size + 1).ToList();
        var text = new StringBuilder($"<ListBucketResult><Name>{S3Server.Bucket}</Name><Prefix>{S3Answer.Escape(prefix)}</Prefix><MaxKeys>{size}</MaxKeys>");
        foreach (var (name, stored) in found.Take(size))
        {
            text.Append(CultureInfo.InvariantCulture, $"<Contents><Key>{S3Answer.Escape(name)}</Key><LastModified>{stored.At:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}</LastModified>")
                .Append(CultureInfo.InvariantCulture, $"<ETag>{S3Answer.Escape(stored.EntityTag)}</ETag><Size>{stored.Content.Length}</Size></Contents>");
        }

        if (found.Count > size) text.Append("<IsTruncated>true</IsTruncated><NextContinuationToken>").Append(S3Answer.Escape(found[size - 1].Key)).Append("</NextContinuationToken>");
        else text.Append("<IsTruncated>false</IsTruncated>");
        return S3Answer.Xml(200, text.Append("</ListBucketResult>").ToString());
    }

    private S3Answer ListUploads(string prefix) => S3Answer.Xml(200, $"<ListMultipartUploadsResult><Bucket>{S3Server.Bucket}</Bucket><IsTruncated>false</IsTruncated>" + string.Concat(
        Uploads.Where(u => u.Value.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(u => u.Key, StringComparer.Ordinal)
            .Select(u => $"<Upload><Key>{S3Answer.Escape(u.Value.Name)}</Key><UploadId>{u.Key}</UploadId></Upload>")) + "</ListMultipartUploadsResult>");

    private S3Answer Begin(string name)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"upload-{++_uploads:D6}");
        Uploads[id] = new StoredUpload(name, []);
        return S3Answer.Xml(200, $"<InitiateMultipartUploadResult><Bucket>{S3Server.Bucket}</Bucket><Key>{S3Answer.Escape(name)}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
    }

    private S3Answer OfUpload(HttpRequest request, string id, string name, byte[] body)
    {
        if (!Uploads.TryGetValue(id, out var upload) || upload.Name != name) return S3Answer.Error(404, "NoSuchUpload");
        switch (request.Method)
        {
            case "PUT":
                var stored = upload.Parts[int.Parse(request.Query["partNumber"].ToString(), CultureInfo.InvariantCulture)] = new StoredPart(body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"");
                return new S3Answer(200, []) { Headers = new() { ["ETag"] = stored.EntityTag } };
            case "GET":
                return S3Answer.Xml(200, "<ListPartsResult><IsTruncated>false</IsTruncated>" + string.Concat(upload.Parts.Select(p => string.Create(CultureInfo.InvariantCulture,
                    $"<Part><PartNumber>{p.Key}</PartNumber><ETag>{S3Answer.Escape(p.Value.EntityTag)}</ETag><Size>{p.Value.Content.Length}</Size></Part>"))) + "</ListPartsResult>");
            case "DELETE":
                Uploads.TryRemove(id, out _);
                return new S3Answer(204, []);
            default:
                return Complete(id, upload, body);
        }
    }

    private S3Answer Complete(string id, StoredUpload upload, byte[] body)
    {
        var named = XDocument.Parse(Encoding.UTF8.GetString(body)).Root!.Elements()
            .Select(part => part.Elements().ToDictionary(e => e.Name.LocalName, e => e.Value))
            .Select(part => (Number: int.Parse(part["PartNumber"], CultureInfo.InvariantCulture), EntityTag: part["ETag"].Trim('"'))).ToList();
        if (!named.Select(p => p.Number).SequenceEqual(named.Select(p => p.Number).Distinct().Order())) return S3Answer.Error(400, "InvalidPartOrder");
        if (named.Exists(p => !upload.Parts.TryGetValue(p.Number, out var part) || part.EntityTag.Trim('"') != p.EntityTag)) return S3Answer.Error(400, "InvalidPart");
        if (named.SkipLast(1).Any(p => upload.Parts[p.Number].Content.Length < MinPartBytes)) return S3Answer.Error(400, "EntityTooSmall");
        Put(upload.Name, [.. named.SelectMany(p => upload.Parts[p.Number].Content)], $"-{named.Count}");
        Uploads.TryRemove(id, out _);
        return S3Answer.Xml(200, $"<CompleteMultipartUploadResult><Key>{S3Answer.Escape(upload.Name)}</Key><ETag>{S3Answer.Escape(Objects[upload.Name].EntityTag)}</ETag></CompleteMultipartUploadResult>");
    }
}

internal sealed record StoredObject(byte[] Content, string EntityTag, DateTimeOffset At);

internal sealed record StoredPart(byte[] Content, string EntityTag);

internal sealed record StoredUpload(string Name, SortedDictionary<int, StoredPart> Parts);
