using Livecaller.Server.Hosting;

namespace Livecaller.Server.Uploads;

// The bytes of an upload in the file that the attachment will be.
internal sealed class LocalUploadFile(string path) : UploadFile(path)
{
    public override Task<long> LengthAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new FileInfo(LocalPath) is { Exists: true } file ? file.Length : 0);

    public override Task FlushAsync() => BlockingWork.RunAsync(() => StorageFaults.Guard(() =>
    {
        if (File.Exists(LocalPath)) DataDirectory.FlushToDisk(LocalPath);
    }));

    public override async Task<byte[]?> HeadAsync(int count)
    {
        var file = File.OpenRead(LocalPath);
        await using var fileLifetime = file.ConfigureAwait(false);
        var head = new byte[Math.Min(count, file.Length)];
        await file.ReadExactlyAsync(head).ConfigureAwait(false);
        return head;
    }

    public override async Task<ChunkEnd> AppendAsync(Stream body, long missing, CancellationToken cancellationToken)
    {
        var file = DataDirectory.OpenOwnerOnly(LocalPath, FileMode.OpenOrCreate, FileAccess.Write);
        await using var fileLifetime = file.ConfigureAwait(false);
        var start = file.Seek(0, SeekOrigin.End);
        var end = await CopyAsync(body, file, missing, null, cancellationToken).ConfigureAwait(false);
        if (end == ChunkEnd.TooLong) file.SetLength(start);
        return end;
    }
}
