using Livecaller.Server.Hosting;
using Livecaller.Server.Uploads;

namespace Livecaller.Server.Attachments;

// Files in the data directory.
internal sealed class LocalFiles(DataDirectory directory) : AttachmentFiles
{
    public override string Location => directory.Attachments;

    public override string PathOf(string id) => Path.Combine(directory.Attachments, id);

    public override UploadFile OfUpload(string id) => new LocalUploadFile(PathOf(id));

    // The thumbnail was flushed when it was written.
    public override Task KeepAsync(AttachmentRow row, CancellationToken cancellationToken) =>
        BlockingWork.RunAsync(() => StorageFaults.Guard(() => DataDirectory.FlushToDisk(PathOf(row.Id))));

    public override Task<IResult?> DownloadAsync(HttpRequest request, string name, string mimeType) =>
        Task.FromResult<IResult?>(File.Exists(PathOf(name)) ? TypedResults.PhysicalFile(PathOf(name), mimeType, enableRangeProcessing: true) : null);

    public override Task<Stream?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(StorageFaults.Guard(() => File.OpenRead(PathOf(name))));
        }
        catch (StorageException e) when (e.InnerException is FileNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public override Task DeleteAsync(string id)
    {
        StorageFaults.Guard(() =>
        {
            File.Delete(PathOf(id));
            File.Delete(PathOf(ThumbnailOf(id)));
        });
        return Task.CompletedTask;
    }

    public override IAsyncEnumerable<string> NamesAsync(CancellationToken cancellationToken) =>
        Directory.EnumerateFiles(directory.Attachments).Select(file => Path.GetFileName(file)).ToAsyncEnumerable();

    // A thumbnail is there before the attachment is complete. Half a chunk does not count as a part of the upload.
    public override bool IsOfUpload(string name, string id) => name == id || name == ThumbnailOf(id);

    public override Task DeleteNameAsync(string name)
    {
        StorageFaults.Guard(() => File.Delete(PathOf(name)));
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyCollection<string>> FindMissingAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<string>>(ids.Where(id => !File.Exists(PathOf(id))).ToHashSet());
}
