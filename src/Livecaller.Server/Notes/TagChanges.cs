using System.Text.Json;
using Livecaller.Server.Conversations;
using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Notes;

// Changes the tags of conversations, each inside a transaction.
internal static class TagChanges
{
    /// <summary>Replaces the tags of a conversation.</summary>
    /// <returns>The tags, which are new when they were others before.</returns>
    public static async Task<Outcome<TagsPayload>> SetAsync(LogWriter writer, ConversationRow conversation, IReadOnlyList<string> tags, LivecallerOperator? by)
    {
        var rows = await writer.Db.ConversationTags.Where(t => t.ConversationId == conversation.Id).ToListAsync().ConfigureAwait(false);
        var isChanged = !rows.Select(r => r.Tag).Order(StringComparer.Ordinal).SequenceEqual(tags);
        var payload = new TagsPayload
        {
            ConversationId = new(conversation.Id),
            OperatorSequence = isChanged ? conversation.OperatorSequence + 1 : conversation.OperatorSequence,
            Tags = tags,
            By = by is null ? null : ConversationPayloads.ToSummary(by),
        };
        if (!isChanged) return payload;
        writer.Db.ConversationTags.RemoveRange(rows.Where(r => !tags.Contains(r.Tag)));
        foreach (var tag in tags.Except(rows.Select(r => r.Tag))) writer.Db.ConversationTags.Add(new() { ConversationId = conversation.Id, Tag = tag });
        conversation.TagsJson = tags.Count == 0 ? null : JsonSerializer.Serialize(tags);
        writer.AppendForOperators(conversation, OperatorEventNames.ConversationTags, payload, OperatorJson.Default.TagsPayload);
        return Outcome<TagsPayload>.Created(payload);
    }

    /// <summary>The tags of a conversation, sorted.</summary>
    public static IReadOnlyList<string> Of(ConversationRow conversation) => conversation.TagsJson is null ? [] : JsonSerializer.Deserialize<List<string>>(conversation.TagsJson)!;

    /// <summary>Tags with others added and taken away, in the form in which they are stored.</summary>
    public static List<string> Combine(IEnumerable<string> tags, IEnumerable<string> added, IEnumerable<string> removed) => [.. tags.Union(added).Except(removed).Order(StringComparer.Ordinal)];
}
