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

// The bytes of an upload. How many are kept is the offset, so that the two cannot differ.
internal abstract class UploadFile(string path)
{
    /// <summary>The file of this machine that receives the bytes.</summary>
    protected string LocalPath => path;

    private string Aside => path + ".chunk";

    /// <summary>How many bytes have arrived. They may not be durable yet.</summary>
    public abstract Task<long> LengthAsync(CancellationToken cancellationToken);

    /// <summary>Makes durable what has arrived, so that it can be reported.</summary>
    public abstract Task FlushAsync();

    /// <summary>Prepares an upload whose bytes have all arrived for <see cref="HeadAsync"/> and <see cref="Attachments.AttachmentFiles.FetchAsync"/>.</summary>
    public virtual Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The first bytes; null when they can be read only after <see cref="CompleteAsync"/>.</summary>
    public abstract Task<byte[]?> HeadAsync(int count);

    /// <summary>Appends the body until it ends or is interrupted. The caller flushes what has arrived by then.</summary>
    public abstract Task<ChunkEnd> AppendAsync(Stream body, long missing, CancellationToken cancellationToken);

    // In a second file until the checksum is known to match: after a crash, half a chunk must not count as part of the upload.
    public async Task<ChunkEnd> AppendAsync(Stream body, long missing, UploadChecksum checksum, CancellationToken cancellationToken)
    {
        try
        {
            var chunk = StorageFaults.Guard(() => DataDirectory.OpenOwnerOnly(Aside, FileMode.Create, FileAccess.ReadWrite));
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
            StorageFaults.Guard(() => File.Delete(Aside));
        }
    }

    public virtual Task DeleteAsync()
    {
        StorageFaults.Guard(() =>
        {
            File.Delete(path);
            File.Delete(Aside);
        });
        return Task.CompletedTask;
    }

    /// <summary>Reads a part of a body; -1 when it was interrupted.</summary>
    protected static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return -1;
        }
    }

    /// <summary>Writes a body to a file, up to its end or a number of bytes.</summary>
    protected static async Task<ChunkEnd> CopyAsync(Stream body, FileStream file, long missing, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await ReadAsync(body, buffer, cancellationToken).ConfigureAwait(false);
            if (read < 0) return ChunkEnd.Broken;
            if (read == 0) return ChunkEnd.Whole;
            if (read > missing) return ChunkEnd.TooLong;
            missing -= read;
            hash?.AppendData(buffer, 0, read);
            await StorageFaults.GuardAsync(file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None)).ConfigureAwait(false);
        }
    }
}
