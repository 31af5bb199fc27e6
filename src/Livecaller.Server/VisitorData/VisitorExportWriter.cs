using System.Text.Json;

namespace Livecaller.Server.VisitorData;

// Writes the JSON of an export. Logs are read a page at a time.
internal sealed class VisitorExportWriter(LivecallerDbContext db, Utf8JsonWriter json)
{
    private const int PageSize = 500;

    /// <returns>The attachments, and their paths in the archive.</returns>
    public async Task<List<(string Id, string Path)>> WriteAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        json.WriteString("exported_at", at);
        if (await db.Visitors.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancellationToken).ConfigureAwait(false) is { } visitor) Write(visitor);
        var block = await db.Blocks.AsNoTracking().SingleOrDefaultAsync(b => b.VisitorId == id, cancellationToken).ConfigureAwait(false);
        if (block is not null) Object("block", ("reason", block.Reason), ("created_at", block.CreatedAt), ("until", block.ExpiresAt));
        json.WriteStartArray("sessions");
        foreach (var session in await db.VisitorSessions.AsNoTracking().Where(s => s.VisitorId == id).OrderBy(s => s.CreatedAt).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            Object(null, ("id", session.Id), ("created_at", session.CreatedAt), ("expires_at", session.ExpiresAt), ("revoked_at", session.RevokedAt),
                ("device", Raw(session.Device)), ("address", session.Address), ("user_agent", session.UserAgent), ("language", session.Language));
        }

        json.WriteEndArray();
        await WriteConversationsAsync(id, cancellationToken).ConfigureAwait(false);
        json.WriteStartArray("transcripts");
        foreach (var transcript in await db.Transcripts.AsNoTracking().Where(t => t.VisitorId == id).OrderBy(t => t.CreatedAt).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            Object(null, ("conversation_id", transcript.ConversationId), ("email", transcript.Email), ("address", transcript.ClientAddress), ("created_at", transcript.CreatedAt));
        }

        json.WriteEndArray();
        var files = await WriteAttachmentsAsync(id, cancellationToken).ConfigureAwait(false);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        return files;
    }

    private void Write(VisitorRow visitor) => Object("visitor",
        ("id", visitor.Id), ("widget_id", visitor.WidgetId), ("user_id", visitor.UserId), ("name", visitor.Name), ("email", visitor.Email), ("mobile", visitor.Mobile),
        ("attributes", Raw(visitor.AttributesJson)), ("notes", visitor.Notes), ("notes_at", visitor.NotesAt), ("created_at", visitor.CreatedAt));

    private async Task WriteConversationsAsync(string visitor, CancellationToken cancellationToken)
    {
        json.WriteStartArray("conversations");
        foreach (var row in await db.Conversations.AsNoTracking().Where(c => c.VisitorId == visitor).OrderBy(c => c.Id).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            json.WriteStartObject();
            Members(("id", row.Id), ("status", Wire(row.Status)), ("department_id", row.DepartmentId), ("operator_id", row.OperatorId?.ToString()), ("created_at", row.CreatedAt),
                ("closed_at", row.ClosedAt), ("fields", Raw(row.FieldsJson)), ("callback", Raw(row.CallbackJson)), ("tags", Raw(row.TagsJson)), ("rating", row.Rating),
                ("rating_comment", row.RatingComment));
            json.WriteStartArray("events");
            await WriteEventsAsync(after => db.Events.AsNoTracking().Where(e => e.ConversationId == row.Id && e.Sequence > after).OrderBy(e => e.Sequence)
                .Select(e => new LoggedRow(e.Sequence, e.Type, e.Data, e.CreatedAt)), cancellationToken).ConfigureAwait(false);
            json.WriteStartArray("operator_events");
            await WriteEventsAsync(after => db.OperatorEvents.AsNoTracking().Where(e => e.ConversationId == row.Id && e.Sequence > after).OrderBy(e => e.Sequence)
                .Select(e => new LoggedRow(e.Sequence, e.Type, e.Data, e.CreatedAt)), cancellationToken).ConfigureAwait(false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private async Task WriteEventsAsync(Func<long, IQueryable<LoggedRow>> read, CancellationToken cancellationToken)
    {
        var last = 0L;
        while (true)
        {
            var page = await read(last).Take(PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var entry in page) Object(null, ("sequence", entry.Sequence), ("type", entry.Type), ("created_at", entry.CreatedAt), ("data", Raw(entry.Data)));
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (page.Count < PageSize) break;
            last = page[^1].Sequence;
        }

        json.WriteEndArray();
    }

    private async Task<List<(string Id, string Path)>> WriteAttachmentsAsync(string visitor, CancellationToken cancellationToken)
    {
        var sent = db.Messages.Where(m => db.Conversations.Any(c => c.Id == m.ConversationId && c.VisitorId == visitor)).Join(db.Attachments, m => m.Id, a => a.MessageId, (m, a) => a.Id);
        var rows = await db.Attachments.AsNoTracking().Where(a => a.OwnerId == visitor || sent.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        List<(string Id, string Path)> files = [];
        json.WriteStartArray("attachments");
        foreach (var row in rows)
        {
            var extension = Path.GetExtension(row.Name);
            // The name itself is the sender's choice, and could lead out of the folder.
            var path = $"attachments/{row.Id}{(extension.Length is > 1 and <= 10 && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : "")}";
            Object(null, ("id", row.Id), ("message_id", row.MessageId), ("name", row.Name), ("mime_type", row.MimeType), ("size", row.Size), ("created_at", row.CreatedAt), ("file", path));
            files.Add((row.Id, path));
        }

        json.WriteEndArray();
        return files;
    }

    private static string Wire(ConversationStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    private static JsonElement? Raw(string? text) => text is null ? null : JsonElement.Parse(text);

    private void Object(string? name, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        Members(members);
        json.WriteEndObject();
    }

    private void Members(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case null:
                    json.WriteNullValue();
                    break;
                case string text:
                    json.WriteStringValue(text);
                    break;
                case DateTimeOffset time:
                    json.WriteStringValue(time);
                    break;
                case JsonElement element:
                    element.WriteTo(json);
                    break;
                default:
                    json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    private sealed record LoggedRow(long Sequence, string Type, string Data, DateTimeOffset CreatedAt);
}
