using Livecaller.Server.Hosting;
using Livecaller.Server.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Images;

// Processes an image that has been uploaded. One thumbnail at a time, because a decoder needs memory for every pixel.
internal sealed partial class ImageWork(IOptions<LivecallerServerOptions> options, ILogger<ImageWork> logger) : IDisposable
{
    private readonly SemaphoreSlim _room = new(1, 1);

    public static string ThumbnailOf(string path) => path + ".thumbnail";

    /// <summary>Removes an image's metadata, notes its size, and creates its thumbnail. Can be repeated after a crash.</summary>
    public async Task FinishAsync(AttachmentRow row, string path)
    {
        if (!ImageMetadata.Knows(row.MimeType)) return;
        await _room.WaitAsync().ConfigureAwait(false);
        try
        {
            await Task.Run(() => StorageFaults.Guard(() => Finish(row, path))).ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    private void Finish(AttachmentRow row, string path)
    {
        ImageFacts? facts;
        using (var file = DataDirectory.OpenOwnerOnly(path, FileMode.Open, FileAccess.ReadWrite))
        {
            facts = ImageMetadata.Blank(row.MimeType, file);
            file.Flush(flushToDisk: true);
        }
        if (facts is null) return;
        (row.Width, row.Height) = facts.Seen;
        if (facts.Pixels > options.Value.Limits.MaxThumbnailPixels) return;
        try
        {
            if (Thumbnail.Paint(path, facts) is not { } thumbnail) return;
            DataDirectory.WriteOwnerOnly(ThumbnailOf(path), thumbnail);
            row.HasThumbnail = true;
        }
        catch (Exception e)
        {
            // The image itself is usable.
            LogNotPainted(row.Id, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "No thumbnail could be created for the attachment {Id}.")]
    private partial void LogNotPainted(string id, Exception exception);
}
