using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Livecaller.Server.S3.Storage;

// The objects of the bucket, by their names without the prefix. Every fault is a StorageException.
internal sealed partial class S3Bucket(IOptions<LivecallerServerOptions> options) : IDisposable
{
    private const int Retries = 2;
    private readonly Lazy<AmazonS3Client> _client = new(() => Connect(options.Value.S3));

    private AmazonS3Client Client => _client.Value;

    private string Bucket => options.Value.S3.Bucket!;

    private string Prefix => options.Value.S3.Prefix;

    /// <summary>The bucket and the prefix, for messages.</summary>
    public string Location => $"s3://{Bucket}/{Prefix}";

    /// <summary>Stores a file of this machine as an object.</summary>
    public Task PutAsync(string name, Stream content, CancellationToken cancellationToken) => S3Faults.GuardAsync(
        // Other servers than Amazon's store the headers of a chunked body as if they were content.
        () => Client.PutObjectAsync(
            new PutObjectRequest { BucketName = Bucket, Key = Prefix + name, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false }, cancellationToken),
        cancellationToken);

    /// <summary>Returns what is known of an object; null when there is none.</summary>
    public async Task<S3Object?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await S3Faults.GuardAsync(
                () => Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = Prefix + name }, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new S3Object { Key = name, Size = found.ContentLength, ETag = found.ETag, LastModified = found.LastModified };
        }
        catch (StorageException e) when (e.InnerException is AmazonS3Exception { StatusCode: System.Net.HttpStatusCode.NotFound })
        {
            // An answer without a body does not tell whether it is the object or the bucket that is missing.
            await RequireAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Opens a part of an object.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="to">The last byte.</param>
    /// <param name="entityTag">The version that is read; null for the current one.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<GetObjectResponse> OpenAsync(string name, long from, long to, string? entityTag, CancellationToken cancellationToken) => S3Faults.GuardAsync(
        () => Client.GetObjectAsync(
            new GetObjectRequest { BucketName = Bucket, Key = Prefix + name, ByteRange = new ByteRange(from, to), EtagToMatch = entityTag }, cancellationToken), cancellationToken);

    /// <summary>Deletes an object. It may be gone already.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        S3Faults.GuardAsync(() => Client.DeleteObjectAsync(Bucket, Prefix + name, cancellationToken), cancellationToken);

    /// <summary>The objects whose names begin with a text, in ordinal order, with names that follow another one.</summary>
    public async IAsyncEnumerable<S3Object> ListAsync(
        string beginning, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = Prefix + beginning, StartAfter = after is null ? null : Prefix + after };
        while (true)
        {
            var page = await S3Faults.GuardAsync(() => Client.ListObjectsV2Async(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var found in page.S3Objects ?? [])
            {
                found.Key = found.Key[Prefix.Length..];
                yield return found;
            }

            if (page.IsTruncated is not true) break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    /// <summary>Asks for the first object, which shows that the server is there, and that the bucket can be read.</summary>
    public Task RequireAsync(CancellationToken cancellationToken) => S3Faults.GuardAsync(
        () => Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = Prefix, MaxKeys = 1 }, cancellationToken), cancellationToken);

    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
    }

    private static AmazonS3Client Connect(S3Options settings)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = settings.PathStyle ?? settings.Endpoint is not null,
            // Newer checksums are unknown to many servers. The signature covers the body.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,
            Timeout = settings.Timeout,
        };
        if (settings.Endpoint is { } endpoint) (config.ServiceURL, config.AuthenticationRegion) = (endpoint.ToString(), settings.Region);
        else config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        return settings.AccessKey is { Length: > 0 } key ? new AmazonS3Client(new BasicAWSCredentials(key, settings.SecretKey), config) : new AmazonS3Client(config);
    }
}
