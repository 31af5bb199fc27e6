using Livecaller.Server.Attachments;
using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Images;

// Processes an image that has been uploaded. Visitors take turns, so that nobody waits for all the images of somebody else.
internal sealed partial class ImageWork(IOptions<LivecallerServerOptions> options, TimeProvider time, ILogger<ImageWork> logger)
{
    // Far more than a visitor sends at once.
    private const int MaxWaiting = 20;

    // Decoded, it has 8 MB.
    private const long SmallPixels = 2_000_000;

    private static readonly int Cores = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly FairGate _reading = new(Cores, MaxWaiting);
    private readonly FairGate _small = new(Cores, MaxWaiting);

    // One at a time, because a decoder needs memory for every pixel.
    private readonly FairGate _large = new(1, MaxWaiting);

    /// <summary>Removes an image's metadata and notes its size. Can be repeated after a crash.</summary>
    /// <returns>What is known of the image, null for other files and for images that nothing can display; or the problem why it must not be kept.</returns>
    public async Task<(ImageFacts? Facts, Problem? Problem)> CleanAsync(AttachmentRow row, string path, WorkOwner owner, CancellationToken cancellationToken)
    {
        if (!ImageMetadata.Knows(row.MimeType)) return default;
        using var turn = await _reading.EnterAsync(owner, cancellationToken).ConfigureAwait(false);
        try
        {
            var facts = await BlockingWork.RunAsync(() => StorageFaults.Guard(() => Blank(row, path, cancellationToken))).ConfigureAwait(false);
            if (facts is not null) (row.Width, row.Height) = facts.Seen;
            return (facts, null);
        }
        catch (ImageRefusedException e)
        {
            return (null, e.Problem);
        }
    }

    /// <summary>Creates an image's thumbnail, if it can be decoded. Can be repeated after a crash.</summary>
    public async Task PaintAsync(AttachmentRow row, string path, ImageFacts facts, WorkOwner owner, CancellationToken cancellationToken)
    {
        if (facts.Pixels > options.Value.Limits.MaxThumbnailPixels || facts.Scans > ImageFacts.MaxScans) return;
        var gate = facts.Pixels <= SmallPixels ? _small : _large;
        using var turn = await gate.EnterAsync(owner, cancellationToken).ConfigureAwait(false);
        try
        {
            await BlockingWork.RunAsync(() =>
            {
                if (Thumbnail.Paint(path, facts) is not { } thumbnail) return;
                DataDirectory.WriteOwnerOnly(AttachmentFiles.ThumbnailOf(path), thumbnail);
                row.HasThumbnail = true;
            }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The image itself is usable.
            LogNotPainted(row.Id, e);
        }
    }

    private ImageFacts? Blank(AttachmentRow row, string path, CancellationToken cancellationToken)
    {
        using var file = DataDirectory.OpenOwnerOnly(path, FileMode.Open, FileAccess.ReadWrite);
        return ImageMetadata.Blank(row.MimeType, file, new ImageBudget(time, cancellationToken));
    }

    [LoggerMessage(LogLevel.Warning, "No thumbnail could be created for the attachment {Id}.")]
    private partial void LogNotPainted(string id, Exception exception);
}
