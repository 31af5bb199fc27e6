using System.Text.Json;
using Livecaller.Server.Attachments;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Uploads;

namespace Livecaller.Server.Conversations;

// Edits and deletes messages of the one who sent them. The log keeps its sequences, and no copy of what was there before.
internal sealed class MessageChanges(ConversationLog log, AttachmentLinks links, UploadStore uploads, TimeProvider time, IOptions<LivecallerServerOptions> options)
{
    private readonly int _maxCharacters = options.Value.Limits.MaxMessageCharacters;

    public Task<Outcome<MessagePayload>> EditAsync(Participant who, string conversationId, string id, string? content, CancellationToken cancellationToken) =>
        log.WriteAsync(conversationId, writer => ChangeAsync(writer, who, conversationId, id, message =>
            MessageRules.CheckEdit(message, content, _maxCharacters) is { } problem ? problem : MessageRules.Edit(message, content, writer.Now)), cancellationToken);

    public async Task<Outcome<MessagePayload>> DeleteAsync(Participant who, string conversationId, string id, CancellationToken cancellationToken)
    {
        List<AttachmentRow> files = [];
        var deleted = await log.WriteAsync(conversationId, async writer =>
        {
            var changed = await ChangeAsync(writer, who, conversationId, id,
                message => message.DeletedAt is null ? MessageRules.Delete(message, writer.Now) : message).ConfigureAwait(false);
            if (changed.IsSuccess) files = await ReleaseFilesAsync(writer, changed.Value.Id.Value).ConfigureAwait(false);
            return changed;
        }, cancellationToken).ConfigureAwait(false);
        foreach (var file in files) await uploads.RemoveAsync(Upload.Of(file)).ConfigureAwait(false);
        return deleted;
    }

    private async Task<Outcome<MessagePayload>> ChangeAsync(
        LogWriter writer, Participant who, string conversationId, string id, Func<MessagePayload, Outcome<MessagePayload>> change)
    {
        var key = id.ToLowerInvariant();
        if (await writer.Db.Messages.SingleOrDefaultAsync(m => m.Id == key && m.ConversationId == conversationId).ConfigureAwait(false) is not { } row)
            return Problems.NotFound("message");
        if (row.SenderType != ParticipantType.Operator || row.SenderId != who.Id)
            return Problems.Forbidden("Only who has sent a message can change it.");
        var stored = await writer.Db.Events.SingleAsync(e => e.ConversationId == conversationId && e.Sequence == row.Sequence).ConfigureAwait(false);
        var before = JsonSerializer.Deserialize(stored.Data, LivecallerJson.Default.MessagePayload)!;
        var changed = change(before);
        if (!changed.IsSuccess) return changed;
        if (changed.Value == before) return links.Refresh(before);
        var message = links.ForLog(changed.Value);

        (row.Content, row.AttachmentIds) = (message.Content, [.. message.Attachments.Select(a => a.Id.Value)]);
        stored.Data = EventData.Of(message, LivecallerJson.Default.MessagePayload, message.Sequence, message.ConversationId).ToJsonString();
        var conversation = await writer.Db.Conversations.SingleAsync(c => c.Id == conversationId).ConfigureAwait(false);
        // The conversation stays where it is in the inbox.
        var activity = conversation.LastActivityAt;
        writer.AppendChanged(conversation, message);
        conversation.LastActivityAt = activity;
        return links.Refresh(message);
    }

    // As if they had never been sent, and had expired: after a crash the cleanup removes them.
    private async Task<List<AttachmentRow>> ReleaseFilesAsync(LogWriter writer, string message)
    {
        var files = await writer.Db.Attachments.Where(a => a.MessageId == message).ToListAsync().ConfigureAwait(false);
        foreach (var file in files) (file.MessageId, file.CompletedAt) = (null, time.GetUtcNow() - Tus.Lifetime);
        return files;
    }
}
