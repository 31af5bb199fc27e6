using Livecaller.Server.Uploads;
using Livecaller.Shared;

namespace Livecaller.Server.S3.Storage;

// The bytes of an upload that is not finished. What is large enough is a part of a multipart upload; the rest is an object named after the part that it
// will begin, so that it counts only as long as that part is missing. An upload that arrives in one piece stays on this machine until it is processed.
internal sealed class S3UploadFile(S3Bucket bucket, string id, string path, TimeSpan patience) : UploadFile(path)
{
    /// <summary>What the number of the part follows, in the name of the object with the rest.</summary>
    public const string RestEnding = ".part.";

    private List<S3Part> _parts = [];
    private string? _uploadId;
    private long? _complete;
    private long _rest;
    private byte[]? _head;
    private bool _isLoaded;

    // Whether the file of this machine has the bytes behind the parts, and the object with the rest does not count.
    private bool _isLocal;

    private string RestName => id + RestEnding + (_parts.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private long LocalLength => new FileInfo(LocalPath) is { Exists: true } file ? file.Length : 0;

    /// <summary>Deletes the parts of an upload that have become an attachment, or never will.</summary>
    public static async Task DeletePartsAsync(S3Bucket bucket, string id, CancellationToken cancellationToken)
    {
        await foreach (var found in bucket.ListAsync(id + RestEnding, null, cancellationToken).ConfigureAwait(false))
            await bucket.DeleteAsync(found.Key, cancellationToken).ConfigureAwait(false);
        await foreach (var (name, uploadId) in bucket.UploadsAsync(id, cancellationToken).ConfigureAwait(false))
            await bucket.AbortAsync(name, uploadId, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<long> LengthAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return _complete ?? _parts.Sum(p => p.Size) + (_isLocal ? LocalLength : _rest);
    }

    public override async Task<ChunkEnd> AppendAsync(Stream body, long missing, CancellationToken cancellationToken)
    {
        await LoadAsync(CancellationToken.None).ConfigureAwait(false);
        var file = await BeginLocalAsync().ConfigureAwait(false);
        await using var fileLifetime = file.ConfigureAwait(false);
        var (kept, buffer) = (file.Length, new byte[64 * 1024]);
        while (true)
        {
            var read = await ReadAsync(body, buffer, cancellationToken).ConfigureAwait(false);
            if (read < 0) return ChunkEnd.Broken;
            if (read == 0) return ChunkEnd.Whole;
            if (read > missing)
            {
                // Parts that were stored stay: the client asks how far the upload has come.
                StorageFaults.Guard(() => file.SetLength(kept));
                return ChunkEnd.TooLong;
            }

            missing -= read;
            await StorageFaults.GuardAsync(file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None)).ConfigureAwait(false);
            if (file.Length < S3Bucket.PartBytes || missing == 0) continue;
            await AddPartAsync(file, CancellationToken.None).ConfigureAwait(false);
            StorageFaults.Guard(() => file.SetLength(0));
            kept = 0;
        }
    }

    public override async Task FlushAsync()
    {
        if (!_isLocal) return;
        if (LocalLength is > 0 and var length)
        {
            var file = StorageFaults.Guard(() => File.OpenRead(LocalPath));
            await using var fileLifetime = file.ConfigureAwait(false);
            if (length >= S3Bucket.MinPartBytes)
            {
                await AddPartAsync(file, CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await bucket.PutAsync(RestName, file, CancellationToken.None).ConfigureAwait(false);
                _rest = length;
            }
        }

        EndLocal();
    }

    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_complete is not null || (_isLocal && _parts.Count == 0)) return;
        if (!_isLocal) await (await BeginLocalAsync().ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        if (_parts.Count == 0) return;
        if (LocalLength > 0)
        {
            var file = StorageFaults.Guard(() => File.OpenRead(LocalPath));
            await using var fileLifetime = file.ConfigureAwait(false);
            await AddPartAsync(file, cancellationToken).ConfigureAwait(false);
        }

        await bucket.CompleteAsync(id, _uploadId!, _parts, cancellationToken).ConfigureAwait(false);
        _complete = _parts.Sum(p => p.Size);
        EndLocal();
    }

    public override async Task<byte[]?> HeadAsync(int count)
    {
        if (_complete is { } complete)
        {
            using var response = await bucket.OpenAsync(id, 0, Math.Min(count, complete) - 1, null, CancellationToken.None).ConfigureAwait(false);
            return await S3Faults.GuardAsync(() => ReadAsync(response.ResponseStream, count), CancellationToken.None).ConfigureAwait(false);
        }

        if (!_isLocal || _parts.Count > 0) return _head;
        var file = StorageFaults.Guard(() => File.OpenRead(LocalPath));
        await using var fileLifetime = file.ConfigureAwait(false);
        return await ReadAsync(file, count).ConfigureAwait(false);
    }

    public override async Task DeleteAsync()
    {
        await base.DeleteAsync().ConfigureAwait(false);
        await foreach (var found in bucket.ListAsync(id, null, CancellationToken.None).ConfigureAwait(false))
            await bucket.DeleteAsync(found.Key, CancellationToken.None).ConfigureAwait(false);
        await DeletePartsAsync(bucket, id, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded) return;
        // A call before this one may have failed with bytes that are in S3 only in part.
        StorageFaults.Guard(() => File.Delete(LocalPath));
        var objects = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var found in bucket.ListAsync(id, null, cancellationToken).ConfigureAwait(false)) objects[found.Key] = found.Size ?? 0;
        _complete = objects.TryGetValue(id, out var complete) ? complete : null;
        if (_complete is null)
        {
            await foreach (var (name, uploadId) in bucket.UploadsAsync(id, cancellationToken).ConfigureAwait(false))
            {
                if (name == id) _uploadId ??= uploadId;
            }

            if (_uploadId is not null) _parts = await bucket.PartsAsync(id, _uploadId, cancellationToken).ConfigureAwait(false);
            _rest = objects.GetValueOrDefault(RestName);
        }

        _isLoaded = true;
    }

    // From now on, the rest is on this machine, and what arrives is written behind it.
    private async Task<FileStream> BeginLocalAsync()
    {
        var file = StorageFaults.Guard(() => DataDirectory.OpenOwnerOnly(LocalPath, FileMode.Create, FileAccess.ReadWrite));
        try
        {
            if (_rest > 0) await bucket.DownloadAsync(RestName, file, patience, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _isLocal = true;
        return file;
    }

    private void EndLocal()
    {
        _isLocal = false;
        StorageFaults.Guard(() => File.Delete(LocalPath));
    }

    private async Task AddPartAsync(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        if (_parts.Count == 0)
        {
            _head = await ReadAsync(file, AttachmentRules.HeadBytes).ConfigureAwait(false);
            file.Position = 0;
        }

        _uploadId ??= await bucket.BeginAsync(id, cancellationToken).ConfigureAwait(false);
        // The object with the rest has the name of this part, and does not count from now on.
        _parts.Add(await bucket.AddPartAsync(id, _uploadId, _parts.Count + 1, file, cancellationToken).ConfigureAwait(false));
        _rest = 0;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        var read = await stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false).ConfigureAwait(false);
        return bytes[..read];
    }
}
