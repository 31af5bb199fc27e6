using System.Text.Json;

namespace Livecaller.Server.Storage;

// The SQL of what is done with every message. It is the only one that is not EF Core's. What another database than SQLite writes differently is virtual.
internal class Statements
{
    public virtual string FindConversation =>
        """
        SELECT "Id", "WidgetId", "VisitorId", "Status", "LastSequence", "VisitorRead", "OperatorRead", "OperatorDelivered", "SnoozedUntil" FROM "Conversations" WHERE "Id" = @0
        """;

    /// <summary>Locks the rows of conversations, in the order of their ids: two transactions never wait for each other. Only where <see cref="LivecallerDatabase.LocksRows"/>.</summary>
    public virtual string LockConversations => "";

    public virtual string FindMessageData =>
        """
        SELECT e."Data" FROM "Messages" AS m JOIN "Events" AS e ON e."ConversationId" = m."ConversationId" AND e."Sequence" = m."Sequence"
        WHERE m."Id" = @0 AND m."ConversationId" = @1
        """;

    // Returns the number of the message; no row when the id was used before. @7 are its words, where they are stored in its row.
    public virtual string AddMessage =>
        """
        INSERT INTO "Messages" ("Id", "ConversationId", "Sequence", "SenderType", "SenderId", "Content", "ReplyToId", "AttachmentIds")
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT ("Id") DO NOTHING RETURNING "Number"
        """;

    /// <summary>Finds an attachment (@0) of somebody (@1) in a widget (@2) that no message has, nor gets until the end of the transaction.</summary>
    public virtual string FindAttachment =>
        """
        SELECT "Id", "Name", "MimeType", "Size", "HasThumbnail", "Width", "Height", "Duration", "Waveform" FROM "Attachments"
        WHERE "Id" = @0 AND "OwnerId" = @1 AND "WidgetId" = @2 AND "MessageId" IS NULL
        """;

    public virtual string TakeAttachment =>
        """
        UPDATE "Attachments" SET "MessageId" = @1 WHERE "Id" = @0
        """;

    public virtual string AddEvent =>
        """
        INSERT INTO "Events" ("ConversationId", "Sequence", "Type", "Data", "CreatedAt") VALUES (@0, @1, @2, @3, @4)
        """;

    public virtual string Advance =>
        """
        UPDATE "Conversations" SET "LastSequence" = @1, "LastActivityAt" = @2, "LastMessageSequence" = @1, "UnreadCount" = "UnreadCount" + @3,
            "WaitingSince" = CASE @3 WHEN 0 THEN NULL ELSE COALESCE("WaitingSince", @2) END,
            "FirstResponseAt" = CASE @3 WHEN 0 THEN COALESCE("FirstResponseAt", @2) ELSE "FirstResponseAt" END
        WHERE "Id" = @0
        """;

    // What was unread is counted again where the operators have read more: usually nothing follows their mark.
    public virtual string SetMarks =>
        """
        UPDATE "Conversations" SET "LastSequence" = @1, "VisitorRead" = @2, "OperatorRead" = @3, "OperatorDelivered" = @4,
            "UnreadCount" = CASE "OperatorRead" WHEN @3 THEN "UnreadCount" ELSE (SELECT COUNT(*) FROM "Messages" AS m
                WHERE m."ConversationId" = @0 AND m."Sequence" > @3 AND m."SenderType" <> 'Operator' AND m."SenderType" <> 'System') END
        WHERE "Id" = @0
        """;

    /// <summary>A list as the value of a parameter.</summary>
    public virtual object ListOf(IReadOnlyList<string> values) => values.Count == 0 ? "[]" : JsonSerializer.Serialize(values);

    public virtual string FindVisitorSession =>
        """
        SELECT s."Id", s."WidgetId", s."VisitorId", s."Device", s."CreatedAt", s."ExpiresAt", s."RevokedAt",
            v."WidgetId", v."UserId", v."Name", v."Email", v."Mobile", v."CreatedAt", s."Address", s."UserAgent", s."Language",
            v."AttributesJson", v."Notes", v."NotesVersion", v."NotesBy", v."NotesAt"
        FROM "VisitorSessions" AS s JOIN "Visitors" AS v ON v."Id" = s."VisitorId" WHERE s."Id" = @0
        """;

    public virtual string FindWidget =>
        """
        SELECT "Id", "Name", "JwtSecret", "AllowedOrigins", "AcceptedExtensions", "MessageTypingPreview", "SettingsJson", "FieldsJson", "Features", "CreatedAt",
            "OldJwtSecret", "OldJwtSecretUntil"
        FROM "Widgets" WHERE "Id" = @0
        """;
}
