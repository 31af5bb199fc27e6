using Amazon.S3;

namespace Livecaller.Server.S3.Storage;

// Finds out at the start whether the bucket can be read and written, and says what is wrong with the settings.
internal static class S3Start
{
    private const string ProbeName = "livecaller-probe";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>Why the bucket cannot be used now, although the settings may be right; null when it can be used.</returns>
    /// <exception cref="LivecallerStartupException">The settings are wrong, or nobody answers.</exception>
    public static async Task<StorageException?> CheckAsync(S3Bucket bucket, S3Options options, CancellationToken cancellationToken)
    {
        // The clock of the machine, whatever the application's is.
        using var timeout = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await bucket.RequireAsync(either.Token).ConfigureAwait(false);
            using var probe = new MemoryStream([1]);
            await bucket.PutAsync(ProbeName, probe, either.Token).ConfigureAwait(false);
            await bucket.DeleteAsync(ProbeName, either.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return new StorageException(e);
        }
        catch (StorageException e) when (e.IsFull || S3Faults.IsTemporary(e.InnerException!))
        {
            return e;
        }
        catch (StorageException e)
        {
            throw new LivecallerStartupException(Describe(e.InnerException!, options), e);
        }
    }

    private static string Describe(Exception cause, S3Options options)
    {
        var server = options.Endpoint?.ToString().TrimEnd('/') ?? $"Amazon S3 in {options.Region}";
        return cause is not AmazonS3Exception s3 ? $"The S3 server {server} cannot be reached: {Line((cause.GetBaseException() ?? cause).Message)}" : s3.ErrorCode switch
        {
            "NoSuchBucket" => $"Livecaller:S3:Bucket '{options.Bucket}' does not exist at {server}. Create it first.",
            "InvalidAccessKeyId" => $"The S3 server {server} does not know Livecaller:S3:AccessKey.",
            "SignatureDoesNotMatch" => $"The S3 server {server} refuses the signature: Livecaller:S3:SecretKey or Region is wrong.",
            "AccessDenied" => $"Livecaller:S3:AccessKey is not allowed to list, read, write and delete objects in the bucket '{options.Bucket}' at {server}.",
            "RequestTimeTooSkewed" => $"The S3 server {server} refuses the request: the clocks of the two machines differ by too much.",
            _ => $"The S3 server {server} refuses the bucket '{options.Bucket}': {Line(s3.Message)}",
        };
    }

    private static string Line(string message) => message.ReplaceLineEndings(" ");
}
