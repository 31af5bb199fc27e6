namespace Livecaller.Server.S3.Storage;

// Files of this machine to objects and back.
internal sealed partial class S3Bucket
{
    private const int CopyBytes = 64 * 1024;

    /// <summary>Stores a file, in parts where it is large.</summary>
    public async Task PutFileAsync(string name, string path, CancellationToken cancellationToken)
    {
        var file = StorageFaults.Guard(() => File.OpenRead(path));
        await using var fileLifetime = file.ConfigureAwait(false);
        if (file.Length <= 2 * PartBytes)
        {
            await PutAsync(name, file, cancellationToken).ConfigureAwait(false);
            return;
        }

        var uploadId = await BeginAsync(name, cancellationToken).ConfigureAwait(false);
        try
        {
            List<S3Part> parts = [];
            var buffer = new byte[PartBytes];
            while (await file.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                using var part = new MemoryStream(buffer, 0, read, writable: false);
                parts.Add(await AddPartAsync(name, uploadId, parts.Count + 1, part, cancellationToken).ConfigureAwait(false));
            }

            await CompleteAsync(name, uploadId, parts, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            await AbortQuietlyAsync(name, uploadId).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes an object to a file.</summary>
    public async Task DownloadAsync(string name, FileStream file, TimeSpan patience, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new StorageException(new FileNotFoundException($"There is no object '{name}'."));
        var content = new S3ReadStream(this, found, patience);
        await using var contentLifetime = content.ConfigureAwait(false);
        var buffer = new byte[CopyBytes];
        while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            await StorageFaults.GuardAsync(file.WriteAsync(buffer.AsMemory(0, read), cancellationToken)).ConfigureAwait(false);
    }

    // The check of files finds it where this fails as well.
    private async Task AbortQuietlyAsync(string name, string uploadId)
    {
        try
        {
            await AbortAsync(name, uploadId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // The original exception is reported instead.
        }
    }
}
