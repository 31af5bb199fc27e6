using Amazon.Runtime;
using Amazon.S3;

namespace Livecaller.Server.S3.Storage;

// Tells what went wrong with a request to the S3 server.
internal static class S3Faults
{
    // Not of Amazon S3, which is never full, but of servers that are compatible with it.
    private static readonly string[] Full = ["XMinioStorageFull", "QuotaExceeded", "InsufficientStorage", "XAmzQuotaExceeded"];

    /// <summary>Runs a request, so that its faults are those of storage.</summary>
    /// <exception cref="StorageException">It failed.</exception>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (Exception e) when (Is(e, cancellationToken))
        {
            throw new StorageException(e) { IsFull = e is AmazonServiceException { StatusCode: System.Net.HttpStatusCode.InsufficientStorage } || Full.Contains(CodeOf(e)) };
        }
    }

    /// <summary>Whether a fault is the S3 server's or the network's.</summary>
    public static bool Is(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException => true,
        // A request that took too long.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    /// <summary>The code of an error that the server answered with, for example <c>NoSuchKey</c>; empty for other faults.</summary>
    public static string CodeOf(Exception exception) => exception switch
    {
        AmazonS3Exception s3 => s3.ErrorCode ?? "",
        StorageException { InnerException: { } cause } => CodeOf(cause),
        _ => "",
    };

    /// <summary>Whether a start can go on after a fault, because it is likely to end by itself.</summary>
    public static bool IsTemporary(Exception exception) =>
        exception is AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } or OperationCanceledException or TimeoutException;
}
