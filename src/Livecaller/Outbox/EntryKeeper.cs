using Livecaller.Session;

namespace Livecaller.Outbox;

/// <summary>Saves the messages of one visitor that are not sent yet, with their files, while the visitor's fence is open.</summary>
internal sealed class EntryKeeper(OutboxKeeper outbox, Fence fence)
{
    public long NextOrder() => outbox.NextOrder();

    /// <summary>
    /// Saves a message. Does nothing for one that was removed, or one of whose files the store did not take: after a restart it must not come
    /// back without the file.
    /// </summary>
    public Task SaveAsync(OutboxEntry entry) =>
        entry.Unkept.Count == 0 && !entry.IsRemoved ? outbox.SaveAsync(fence, entry.Stored) : Task.CompletedTask;

    /// <summary>Saves the files of a message, which is saved after them.</summary>
    public async Task SaveFilesAsync(OutboxEntry entry, IReadOnlyList<AttachmentUpload> uploads, CancellationToken cancellationToken)
    {
        for (var number = 0; number < uploads.Count; number++)
        {
            var size = await SaveFileAsync(entry, number, uploads[number].Content, cancellationToken).ConfigureAwait(false);
            entry.SetFile(number, f => f with { Size = size });
        }
    }

    /// <summary>Opens a file of a message. The stream can seek.</summary>
    public async Task<Stream> OpenFileAsync(OutboxEntry entry, int number, CancellationToken cancellationToken) =>
        entry.Unkept.TryGetValue(number, out var bytes)
            ? new MemoryStream(bytes, writable: false)
            : await outbox.OpenFileAsync(entry.Id, number, cancellationToken).ConfigureAwait(false);

    public Task RemoveAsync(OutboxEntry entry)
    {
        entry.IsRemoved = true;
        return outbox.RemoveAsync(fence, entry.Id);
    }

    private async Task<long> SaveFileAsync(OutboxEntry entry, int number, Stream content, CancellationToken cancellationToken)
    {
        // Content that can be read only once could not be sent if the store did not take it.
        var source = content.CanSeek ? content : await BufferAsync(content, cancellationToken).ConfigureAwait(false);
        var start = source.Position;
        if (!await outbox.SaveFileAsync(fence, entry.Id, number, source, cancellationToken).ConfigureAwait(false))
        {
            source.Position = start;
            entry.Unkept[number] = (await BufferAsync(source, cancellationToken).ConfigureAwait(false)).ToArray();
        }

        return source.Length - start;
    }

    private static async Task<MemoryStream> BufferAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        bytes.Position = 0;
        return bytes;
    }
}
