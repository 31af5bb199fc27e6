using System.Text.Json;
using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Notes;

// Whom the notes of conversations mention, and who has read that. A conversation has its mentions for the inbox, and the table finds it by them.
internal static class Mentions
{
    /// <summary>The mentions of an operator.</summary>
    public static IQueryable<MentionRow> Of(LivecallerDbContext db, OperatorId? mentioned, InboxMention which)
    {
        // What is no id is mentioned nowhere.
        var id = Guid.TryParse(mentioned?.Value, out var parsed) ? parsed : Guid.Empty;
        var rows = db.Mentions.AsNoTracking().Where(m => m.OperatorId == id);
        return which == InboxMention.Unread ? rows.Where(m => !m.IsRead) : rows;
    }

    /// <summary>Notes whom a new note mentions. Its author knows of it.</summary>
    public static async Task AddAsync(LogWriter writer, ConversationRow conversation, Guid author, IEnumerable<Guid> mentioned)
    {
        foreach (var id in mentioned)
        {
            if (await writer.Db.Mentions.FindAsync(id, conversation.Id).ConfigureAwait(false) is not { } row)
                writer.Db.Mentions.Add(row = new() { OperatorId = id, ConversationId = conversation.Id });
            else if (id == author) continue;
            (row.MentionedAt, row.IsRead) = (writer.Now, id == author);
            Keep(conversation, row);
        }
    }

    /// <summary>Notes that an operator has read the notes. Returns false when there is nothing new.</summary>
    public static async Task<bool> MarkReadAsync(LogWriter writer, ConversationRow conversation, Guid reader)
    {
        if (await writer.Db.Mentions.FindAsync(reader, conversation.Id).ConfigureAwait(false) is not { IsRead: false } row) return false;
        row.IsRead = true;
        Keep(conversation, row);
        writer.AppendForOperators(conversation, OperatorEventNames.ConversationMentionRead, new()
        {
            ConversationId = new(conversation.Id),
            OperatorSequence = conversation.OperatorSequence + 1,
            OperatorId = new(reader.ToString()),
        }, OperatorJson.Default.MentionReadPayload);
        return true;
    }

    /// <summary>Deletes the mentions of conversations, with their counts.</summary>
    public static async Task DeleteAsync(LivecallerDbContext db, IReadOnlyCollection<string> conversations, CancellationToken cancellationToken)
    {
        db.Mentions.RemoveRange(await db.Mentions.Where(m => conversations.Contains(m.ConversationId)).ToListAsync(cancellationToken).ConfigureAwait(false));
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The mentions of a conversation.</summary>
    public static IReadOnlyList<ConversationMention> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, OperatorJson.Default.IReadOnlyListConversationMention)!;

    private static void Keep(ConversationRow conversation, MentionRow row)
    {
        var id = new OperatorId(row.OperatorId.ToString());
        List<ConversationMention> mentions = [.. Read(conversation.MentionsJson).Where(m => m.OperatorId != id), new(id, row.MentionedAt, row.IsRead)];
        conversation.MentionsJson = JsonSerializer.Serialize(mentions, OperatorJson.Default.IReadOnlyListConversationMention);
    }
}
