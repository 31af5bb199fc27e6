using Amazon.S3;
using Amazon.S3.Model;

namespace Livecaller.Server.S3.Storage;

// Multipart uploads: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
internal sealed partial class S3Bucket
{
    /// <summary>The least that every part but the last one can have.</summary>
    public const int MinPartBytes = 5 * 1024 * 1024;

    /// <summary>How much a part has, as far as it is known.</summary>
    public const int PartBytes = 8 * 1024 * 1024;

    /// <summary>The multipart uploads of objects whose names begin with a text, and that are not complete. The oldest of an object is first.</summary>
    public async IAsyncEnumerable<(string Name, string UploadId)> UploadsAsync(
        string beginning, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = Bucket, Prefix = Prefix + beginning };
        while (true)
        {
            var page = await S3Faults.GuardAsync(() => Client.ListMultipartUploadsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var found in page.MultipartUploads ?? []) yield return (found.Key[Prefix.Length..], found.UploadId);
            if (page.IsTruncated is not true) break;
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    public async Task<string> BeginAsync(string name, CancellationToken cancellationToken) => (await S3Faults.GuardAsync(
        () => Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = Bucket, Key = Prefix + name }, cancellationToken), cancellationToken)
        .ConfigureAwait(false)).UploadId;

    /// <summary>The parts that have arrived, in their order.</summary>
    public async Task<List<S3Part>> PartsAsync(string name, string uploadId, CancellationToken cancellationToken)
    {
        List<S3Part> parts = [];
        var request = new ListPartsRequest { BucketName = Bucket, Key = Prefix + name, UploadId = uploadId };
        while (true)
        {
            var page = await S3Faults.GuardAsync(() => Client.ListPartsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var part in page.Parts ?? []) parts.Add(new S3Part(part.PartNumber!.Value, part.Size!.Value, part.ETag));
            if (page.IsTruncated is not true) return parts;
            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    public async Task<S3Part> AddPartAsync(string name, string uploadId, int number, Stream content, CancellationToken cancellationToken)
    {
        var size = content.Length - content.Position;
        var added = await S3Faults.GuardAsync(
            () => Client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = Bucket,
                    Key = Prefix + name,
                    UploadId = uploadId,
                    PartNumber = number,
                    InputStream = content,
                    PartSize = size,
                    UseChunkEncoding = false,
                },
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new S3Part(number, size, added.ETag);
    }

    /// <summary>Makes an object of the parts. Can be repeated when its answer was lost.</summary>
    public async Task CompleteAsync(string name, string uploadId, IReadOnlyList<S3Part> parts, CancellationToken cancellationToken)
    {
        try
        {
            await S3Faults.GuardAsync(
                () => Client.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest
                    {
                        BucketName = Bucket,
                        Key = Prefix + name,
                        UploadId = uploadId,
                        PartETags = [.. parts.Select(p => new PartETag(p.Number, p.EntityTag))],
                    },
                    cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e) when (S3Faults.CodeOf(e) == "NoSuchUpload")
        {
            if ((await FindAsync(name, cancellationToken).ConfigureAwait(false))?.Size != parts.Sum(p => p.Size)) throw;
        }
    }

    /// <summary>Gives up a multipart upload. It may be gone already.</summary>
    public async Task AbortAsync(string name, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await S3Faults.GuardAsync(
                () => Client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = Bucket, Key = Prefix + name, UploadId = uploadId }, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e) when (S3Faults.CodeOf(e) == "NoSuchUpload")
        {
            // It was completed, or given up before.
        }
    }
}

/// <summary>A part of a multipart upload.</summary>
/// <param name="Number">Its number, from 1 on.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="EntityTag">What the server calls its content.</param>
internal sealed record S3Part(int Number, long Size, string EntityTag);
