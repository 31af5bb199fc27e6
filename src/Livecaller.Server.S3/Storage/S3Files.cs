using Livecaller.Server.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Livecaller.Server.S3.Storage;

// Attachments as objects of a bucket, with the names that the files in the data directory would have. What arrives is a file of this machine until it
// was stored: it is processed there, and a request to S3 can be repeated.
internal sealed partial class S3Files(
    S3Bucket bucket, DataDirectory directory, IOptions<LivecallerServerOptions> options, ILogger<S3Files> logger) : AttachmentFiles
{
    private const string InstallationName = "livecaller-installation";

    // The name under which the check of files finds a multipart upload that was begun.
    private const string MultipartEnding = ".multipart";

    private volatile bool _hasLeftOvers;

    private string Folder => Path.Combine(directory.Temporary, "attachments");

    public override bool IsShared => true;

    public override bool HasLeftOvers => _hasLeftOvers;

    public override string Location => bucket.Location;

    // The start of a server deletes what an earlier one has left there.
    public override string PathOf(string id) => Path.Combine(Folder, id);

    public override async Task<string?> OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in (ReadOnlySpan<string>)[directory.Temporary, Folder]) DataDirectory.MakeDirectory(folder);
        if (await S3Start.CheckAsync(bucket, options.Value.S3, cancellationToken).ConfigureAwait(false) is not { } fault) return null;
        LogNotReady(fault, Location);
        return $"{Location} cannot be used now: {fault.Message}";
    }

    public override async Task<bool> BelongToAsync(string installation, CancellationToken cancellationToken)
    {
        if (await bucket.FindAsync(InstallationName, cancellationToken).ConfigureAwait(false) is { } owner)
        {
            using var reader = new StreamReader(new S3ReadStream(bucket, owner, options.Value.S3.Timeout));
            return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false) == installation;
        }

        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(installation));
        await bucket.PutAsync(InstallationName, content, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public override UploadFile OfUpload(string id) => new S3UploadFile(bucket, id, PathOf(id), options.Value.S3.Timeout);

    public override async Task FetchAsync(string id, CancellationToken cancellationToken)
    {
        if (File.Exists(PathOf(id))) return;
        var file = StorageFaults.Guard(() => DataDirectory.OpenOwnerOnly(PathOf(id), FileMode.Create, FileAccess.Write));
        await using var fileLifetime = file.ConfigureAwait(false);
        await bucket.DownloadAsync(id, file, options.Value.S3.Timeout, cancellationToken).ConfigureAwait(false);
    }

    public override async Task KeepAsync(AttachmentRow row, CancellationToken cancellationToken)
    {
        if (row.HasThumbnail) await bucket.PutFileAsync(ThumbnailOf(row.Id), PathOf(ThumbnailOf(row.Id)), cancellationToken).ConfigureAwait(false);
        // Otherwise its parts have become the object already.
        if (File.Exists(PathOf(row.Id))) await bucket.PutFileAsync(row.Id, PathOf(row.Id), cancellationToken).ConfigureAwait(false);
        DeleteLocal(row.Id);
        if (row.UploadMetadata is null) return;
        try
        {
            await S3UploadFile.DeletePartsAsync(bucket, row.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e)
        {
            _hasLeftOvers = true;
            LogLeftOver(e, row.Id);
        }
    }

    public override async Task<IResult?> DownloadAsync(HttpRequest request, string name, string mimeType)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (await bucket.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } found) return null;
        var range = request.GetTypedHeaders().Range is { Ranges: { Count: 1 } ranges } && ranges.First() is { From: not null } first ? first : null;
        var content = new S3ReadStream(bucket, found, options.Value.S3.Timeout) { Last = range?.To };
        // A fault before the first byte is answered with a problem; one behind it can only break the response off.
        if (HttpMethods.IsGet(request.Method) && (range?.From ?? 0) < content.Length && !IsConditional(request.Headers))
        {
            content.Position = range?.From ?? 0;
            await content.OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        return TypedResults.Stream(
            content, mimeType, lastModified: found.LastModified is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null,
            entityTag: EntityTagHeaderValue.TryParse(new StringSegment(found.ETag), out var tag) ? tag : null, enableRangeProcessing: true);
    }

    public override async Task<Stream?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await bucket.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } found ? new S3ReadStream(bucket, found, options.Value.S3.Timeout) : null;

    public override async Task DeleteAsync(string id)
    {
        DeleteLocal(id);
        foreach (var name in (string[])[id, ThumbnailOf(id)]) await DeleteNameAsync(name).ConfigureAwait(false);
    }

    public override async IAsyncEnumerable<string> NamesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _hasLeftOvers = false;
        await foreach (var found in bucket.ListAsync("", null, cancellationToken).ConfigureAwait(false)) yield return found.Key;
        await foreach (var (name, _) in bucket.UploadsAsync("", cancellationToken).ConfigureAwait(false)) yield return name + MultipartEnding;
    }

    public override bool IsOfUpload(string name, string id) =>
        name == id || name == ThumbnailOf(id) || name == id + MultipartEnding || name.StartsWith(id + S3UploadFile.RestEnding, StringComparison.Ordinal);

    public override async Task DeleteNameAsync(string name)
    {
        try
        {
            if (name.EndsWith(MultipartEnding, StringComparison.Ordinal)) await S3UploadFile.DeletePartsAsync(bucket, name[..^MultipartEnding.Length], CancellationToken.None).ConfigureAwait(false);
            else await bucket.DeleteAsync(name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            _hasLeftOvers = true;
            throw;
        }
    }

    public override async Task<IReadOnlyCollection<string>> FindMissingAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var missing = ids.ToHashSet(StringComparer.Ordinal);
        if (ids.Count == 0) return missing;
        // The names are listed in the order of the ids, so that one look is enough for many.
        await foreach (var found in bucket.ListAsync("", ids[0][..^1], cancellationToken).ConfigureAwait(false))
        {
            if (string.CompareOrdinal(found.Key, ids[^1]) > 0) break;
            missing.Remove(found.Key);
        }

        return missing;
    }

    private static bool IsConditional(IHeaderDictionary headers) =>
        headers.IfMatch.Count + headers.IfNoneMatch.Count + headers.IfModifiedSince.Count + headers.IfUnmodifiedSince.Count + headers.IfRange.Count > 0;

    private void DeleteLocal(string id) => StorageFaults.Guard(() =>
    {
        File.Delete(PathOf(id));
        File.Delete(PathOf(ThumbnailOf(id)));
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Location} cannot be used now. Attachments cannot be sent or loaded until it can.")]
    private partial void LogNotReady(Exception exception, string location);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Parts of the upload {Id} cannot be deleted. The next cleanup tries it again.")]
    private partial void LogLeftOver(Exception exception, string id);
}
