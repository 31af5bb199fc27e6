using System.Security.Cryptography;
using Livecaller.Server.Hosting;

namespace Livecaller.Server.Uploads;

/// <summary>How the body of a call ended.</summary>
internal enum ChunkEnd
{
    /// <summary>All of it arrived.</summary>
    Whole,

    /// <summary>It was interrupted.</summary>
    Broken,

    /// <summary>It had more bytes than the upload lacks.</summary>
    TooLong,

    /// <summary>It does not match its checksum.</summary>
    Corrupt,
}

// The bytes of an upload. The length of the file is the offset, so that the two cannot differ.
internal sealed class UploadFile(string path)
{
    private string Aside => path + ".chunk";

    /// <summary>How many bytes have arrived. They may not be on the disk yet.</summary>
    public long Length => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Flushes what has arrived, so that it can be reported.</summary>
    public Task FlushAsync() => BlockingWork.RunAsync(() => StorageFaults.Guard(() =>
    {
        if (File.Exists(path)) DataDirectory.FlushToDisk(path);
    }));

    public async Task<byte[]> HeadAsync(int count)
    {
        var file = File.OpenRead(path);
        await using var fileLifetime = file.ConfigureAwait(false);
        var head = new byte[Math.Min(count, file.Length)];
        await file.ReadExactlyAsync(head).ConfigureAwait(false);
        return head;
    }

    /// <summary>Appends the body until it ends or is interrupted. The caller flushes what has arrived by then.</summary>
    public async Task<ChunkEnd> AppendAsync(Stream body, long missing, CancellationToken cancellationToken)
    {
        var file = DataDirectory.OpenOwnerOnly(path, FileMode.OpenOrCreate, FileAccess.Write);
        await using var fileLifetime = file.ConfigureAwait(false);
        var start = file.Seek(0, SeekOrigin.End);
        var end = await CopyAsync(body, file, missing, null, cancellationToken).ConfigureAwait(false);
        if (end == ChunkEnd.TooLong) file.SetLength(start);
        return end;
    }

    // In a second file until the checksum is known to match: after a crash, half a chunk must not count as part of the upload.
    public async Task<ChunkEnd> AppendAsync(Stream body, long missing, UploadChecksum checksum, CancellationToken cancellationToken)
    {
        try
        {
            var chunk = DataDirectory.OpenOwnerOnly(Aside, FileMode.Create, FileAccess.ReadWrite);
            await using var chunkLifetime = chunk.ConfigureAwait(false);
            using var hash = IncrementalHash.CreateHash(checksum.Algorithm);
            var end = await CopyAsync(body, chunk, missing, hash, cancellationToken).ConfigureAwait(false);
            if (end != ChunkEnd.Whole) return end;
            if (!checksum.Fits(hash.GetHashAndReset())) return ChunkEnd.Corrupt;
            chunk.Position = 0;
            return await AppendAsync(chunk, missing, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(Aside);
        }
    }

    public void Delete()
    {
        File.Delete(path);
        File.Delete(Aside);
    }

    private static async Task<ChunkEnd> CopyAsync(Stream body, FileStream file, long missing, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int read;
            try
            {
                read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                return ChunkEnd.Broken;
            }
            if (read == 0) return ChunkEnd.Whole;
            if (read > missing) return ChunkEnd.TooLong;
            missing -= read;
            hash?.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None).ConfigureAwait(false);
        }
    }
}
