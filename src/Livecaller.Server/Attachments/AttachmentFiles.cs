using Livecaller.Server.Uploads;

namespace Livecaller.Server.Attachments;

// Where attachments, their thumbnails and the bytes of uploads are kept. A file has the id of its attachment as its name, with an ending where it is
// something else than the attachment itself.
internal abstract class AttachmentFiles
{
    private const string ThumbnailEnding = ".thumbnail";

    /// <summary>Whether the servers of several machines can use the same files at the same time.</summary>
    public virtual bool IsShared => false;

    /// <summary>Whether deleting has failed since <see cref="NamesAsync"/> was read last, so that files without rows can be left.</summary>
    public virtual bool HasLeftOvers => false;

    /// <summary>The place of the files, for messages.</summary>
    public abstract string Location { get; }

    public static string ThumbnailOf(string id) => id + ThumbnailEnding;

    /// <summary>The file of this machine in which an attachment is received and processed. Beside it is the thumbnail.</summary>
    public abstract string PathOf(string id);

    /// <summary>Finds out at the start whether files can be kept.</summary>
    /// <returns>Why they cannot be kept now, although a start can go on; null when they can.</returns>
    /// <exception cref="Hosting.LivecallerStartupException">The settings are wrong, or there is nobody to keep them.</exception>
    public virtual Task<string?> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Whether the files belong to this installation, so that those without rows can be deleted.</summary>
    /// <param name="installation">What the installation is known by.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public virtual Task<bool> BelongToAsync(string installation, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>The bytes of an upload. One call at a time uses them.</summary>
    public abstract UploadFile OfUpload(string id);

    /// <summary>Makes sure that an attachment whose bytes have all arrived is a file of this machine.</summary>
    public virtual Task FetchAsync(string id, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stores an attachment that was received and processed, and its thumbnail if it has one. When this returns, they are durable.</summary>
    public abstract Task KeepAsync(AttachmentRow row, CancellationToken cancellationToken);

    /// <summary>Answers with a file, or with the part of it that the request asks for; null when there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The name of the file.</param>
    /// <param name="mimeType">Its type.</param>
    public abstract Task<IResult?> DownloadAsync(HttpRequest request, string name, string mimeType);

    /// <summary>Opens a file for reading; null when there is none.</summary>
    public abstract Task<Stream?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes an attachment and its thumbnail. Both may be gone already.</summary>
    public abstract Task DeleteAsync(string id);

    /// <summary>The names of all files.</summary>
    public abstract IAsyncEnumerable<string> NamesAsync(CancellationToken cancellationToken);

    /// <summary>Whether an upload that is not finished needs the file.</summary>
    public abstract bool IsOfUpload(string name, string id);

    /// <summary>Deletes one file by its name.</summary>
    public abstract Task DeleteNameAsync(string name);

    /// <summary>Returns the ids of those attachments that have no file.</summary>
    /// <param name="ids">Ids, in ordinal order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract Task<IReadOnlyCollection<string>> FindMissingAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);
}
