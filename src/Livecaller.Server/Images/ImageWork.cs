using Livecaller.Server.Hosting;
using Livecaller.Server.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Images;

// What is done with a picture when all of it has come. One thumbnail at a time: a decoder's memory is that of its pixels.
internal sealed partial class ImageWork(IOptions<LivecallerServerOptions> options, ILogger<ImageWork> logger) : IDisposable
{
    private readonly SemaphoreSlim _room = new(1, 1);

    public static string ThumbnailOf(string path) => path + ".thumbnail";

    /// <summary>Blanks a picture's metadata, notes its size, and makes its thumbnail. May be done again after a crash.</summary>
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
            // The picture itself is good.
            LogNotPainted(row.Id, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "No thumbnail could be made of the attachment {Id}.")]
    private partial void LogNotPainted(string id, Exception exception);
}
