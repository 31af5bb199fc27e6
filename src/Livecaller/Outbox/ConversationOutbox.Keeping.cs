using Livecaller.Conversations;
using Livecaller.Protocol;

namespace Livecaller.Outbox;

internal sealed partial class ConversationOutbox
{
    /// <summary>Keeps the files first and the message last: a message that is kept has all its files.</summary>
    private async Task KeepAsync(OutboxEntry entry, IReadOnlyList<AttachmentUpload> uploads, CancellationToken cancellationToken)
    {
        for (var number = 0; number < uploads.Count; number++)
        {
            var size = await KeepFileAsync(entry, number, uploads[number].Content, cancellationToken).ConfigureAwait(false);
            SetFile(entry, number, f => f with { Size = size });
        }

        if (uploads.Count > 0) _state.Update(m => m.WithUploads(entry.Id, entry.Uploads));
        entry.Stored = entry.Stored with { ConversationId = entry.Stored.ConversationId ?? _conversation.Id };
        // What lacks a file after a restart must not come back without it.
        if (entry.Unkept.Count == 0) await _scope.Outbox.SaveAsync(_scope.Fence, entry.Stored).ConfigureAwait(false);
    }

    /// <summary>
    /// What waits belongs to the conversation that has begun, whoever said that it has, and even if it is closed by the time that another
    /// process finds it: a restart must not begin a second one with it.
    /// </summary>
    public async Task AssignConversationAsync(ConversationId id)
    {
        foreach (var entry in _entries.Values.Where(e => e.Stored.ConversationId is null && e.Ready.IsCompletedSuccessfully))
        {
            entry.Stored = entry.Stored with { ConversationId = id };
            await KeepAsync(entry).ConfigureAwait(false);
        }
    }

    private async Task<long> KeepFileAsync(OutboxEntry entry, int number, Stream content, CancellationToken cancellationToken)
    {
        // Only what can be read twice can still be sent when the store does not take it.
        var source = content.CanSeek ? content : await BufferAsync(content, cancellationToken).ConfigureAwait(false);
        var start = source.Position;
        if (!await _scope.Outbox.SaveFileAsync(_scope.Fence, entry.Id, number, source, cancellationToken).ConfigureAwait(false))
        {
            source.Position = start;
            entry.Unkept[number] = (await BufferAsync(source, cancellationToken).ConfigureAwait(false)).ToArray();
        }

        return source.Length - start;
    }

    private async Task<Stream> OpenFileAsync(OutboxEntry entry, int number, CancellationToken cancellationToken) =>
        entry.Unkept.TryGetValue(number, out var bytes)
            ? new MemoryStream(bytes, writable: false)
            : await _scope.Outbox.OpenFileAsync(entry.Id, number, cancellationToken).ConfigureAwait(false);

    private Task KeepAsync(OutboxEntry entry) =>
        entry.Unkept.Count == 0 && _entries.ContainsKey(entry.Id) ? _scope.Outbox.SaveAsync(_scope.Fence, entry.Stored) : Task.CompletedTask;

    private static async Task<MemoryStream> BufferAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        bytes.Position = 0;
        return bytes;
    }

    private static void SetFile(OutboxEntry entry, int number, Func<StoredFile, StoredFile> change) =>
        entry.Stored = entry.Stored with { Files = [.. entry.Stored.Files.Select((f, i) => i == number ? change(f) : f)] };
}
