namespace Livecaller.Server.PostgreSql.Storage;

// Lists are arrays here, and conversations are locked before they are read.
internal sealed class PostgreSqlStatements : Statements
{
    // A key that other rows refer to stays readable for them.
    public override string LockConversations =>
        """
        SELECT 1 FROM "Conversations" WHERE "Id" = ANY (@0) ORDER BY "Id" FOR NO KEY UPDATE
        """;

    public override string AddMessage =>
        """
        INSERT INTO "Messages" ("Id", "ConversationId", "Sequence", "SenderType", "SenderId", "Content", "ReplyToId", "AttachmentIds", "Words")
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, CAST(@8 AS tsvector)) ON CONFLICT ("Id") DO NOTHING RETURNING "Number"
        """;

    public override string FindAttachment =>
        """
        SELECT "Id", "Name", "MimeType", "Size", "HasThumbnail", "Width", "Height", "Duration", array_to_json("Waveform")::text FROM "Attachments"
        WHERE "Id" = @0 AND "OwnerId" = @1 AND "WidgetId" = @2 AND "MessageId" IS NULL FOR NO KEY UPDATE
        """;

    public override object ListOf(IReadOnlyList<string> values) => values.ToArray();

    public override string FindWidget =>
        """
        SELECT "Id", "Name", "JwtSecret", array_to_json("AllowedOrigins")::text, array_to_json("AcceptedExtensions")::text, "MessageTypingPreview",
            "SettingsJson", "FieldsJson", array_to_json("Features")::text, "CreatedAt", "OldJwtSecret", "OldJwtSecretUntil"
        FROM "Widgets" WHERE "Id" = @0
        """;
}
