using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Validates messages, and normalizes them for storage.</summary>
internal static class MessageRules
{
    /// <summary>The maximum number of files of a message.</summary>
    public const int MaxAttachments = 10;

    /// <summary>The default maximum length of a text in characters.</summary>
    public const int DefaultMaxCharacters = 10_000;

    private const int QuoteLength = 300;

    public static Problem Closed => Problems.Conflict("The conversation is closed. Start a new one.");

    public static Problem Reused(MessageId id) => Problems.Conflict($"The message id {id} was used before for another message.");

    public static Problem NothingToQuote(string prefix = "") => Problems.Invalid(prefix + "reply_to", "There is no such message in this conversation.");

    public static Problem NoAttachment(AttachmentId id, string prefix = "") => Problems.Invalid(prefix + "attachments",
        $"There is no attachment '{TextRules.Shorten(id.Value)}' of yours that was not sent yet.");

    /// <summary>Normalizes a message: ids in lower case, line breaks as \n, no absent members. To be called before it is checked.</summary>
    public static SendMessageRequest Normalize(SendMessageRequest request) => request with
    {
        Id = new(request.Id.Value.ToLowerInvariant()),
        Content = NormalizeContent(request.Content, request.Attachments is { Count: > 0 }),
        ReplyTo = request.ReplyTo is { } reply ? new MessageId(reply.Value.ToLowerInvariant()) : null,
        Attachments = request.Attachments ?? [],
    };

    /// <summary>Returns the problem of a normalized message; null when it is valid.</summary>
    /// <param name="message">The message, normalized.</param>
    /// <param name="maxCharacters">The maximum length of the text.</param>
    /// <param name="prefix">What the names of its fields begin with.</param>
    public static Problem? Check(SendMessageRequest message, int maxCharacters, string prefix = "")
    {
        if (!Guid.TryParseExact(message.Id.Value, "D", out _))
            return Problems.Invalid(prefix + "id", $"Expected a UUID, received '{TextRules.Shorten(message.Id.Value)}'.");
        var attachments = message.Attachments!;
        if (attachments.Count > MaxAttachments)
            return Problems.Invalid(prefix + "attachments", $"Expected at most {MaxAttachments}, received {attachments.Count}.");
        if (attachments.Distinct().Count() != attachments.Count)
            return Problems.Invalid(prefix + "attachments", "One of them is named twice.");
        if (attachments.Count == 0 && BlankFault(message.Content) is { } blank)
            return Problems.Invalid(prefix + "content", $"Expected 1 to {maxCharacters} characters or an attachment, received {blank}.");
        return TextRules.Check(prefix + "content", message.Content, maxCharacters);
    }

    // A file needs no text beside it, and an invisible one would be an empty bubble.
    private static string NormalizeContent(string? content, bool hasAttachments) =>
        hasAttachments && InvisibleText.IsBlank(content) ? "" : TextRules.NormalizeLines(content ?? "");

    private static string? BlankFault(string? content) =>
        string.IsNullOrWhiteSpace(content) ? "an empty text" : InvisibleText.IsBlank(content) ? "a text of invisible characters only" : null;

    /// <summary>Whether a request repeats a stored message. Once a message has been edited or deleted, only the id is compared.</summary>
    public static bool IsSame(MessagePayload stored, SendMessageRequest message) =>
        stored.EditedAt is not null || stored.DeletedAt is not null
        || (stored.Content == message.Content
            && stored.ReplyTo?.Id == message.ReplyTo
            && stored.Attachments.Select(a => a.Id).SequenceEqual(message.Attachments!));

    /// <summary>The problem of a new text for a message; null when it can be taken.</summary>
    public static Problem? CheckEdit(MessagePayload message, string? content, int maxCharacters)
    {
        if (message.DeletedAt is not null) return Problems.Conflict("The message was deleted.");
        if (message.Attachments.Count == 0 && BlankFault(content) is { } blank)
            return Problems.Invalid("content", $"Expected 1 to {maxCharacters} characters, received {blank}.");
        return TextRules.Check("content", NormalizeContent(content, message.Attachments.Count > 0), maxCharacters);
    }

    /// <summary>The message with another text; the message itself when it has that text already.</summary>
    public static MessagePayload Edit(MessagePayload message, string? content, DateTimeOffset now) =>
        NormalizeContent(content, message.Attachments.Count > 0) is var text && text == message.Content ? message : message with { Content = text, EditedAt = now };

    /// <summary>A deleted message keeps its place in the log, without its text and files.</summary>
    public static MessagePayload Delete(MessagePayload message, DateTimeOffset now) =>
        message with { Content = "", Attachments = [], DeletedAt = now };

    /// <summary>A message as another one quotes it.</summary>
    public static MessageQuote Quote(MessagePayload message) => new()
    {
        Id = message.Id,
        Content = message.Content.Length <= QuoteLength ? message.Content : TextRules.Cut(message.Content, QuoteLength) + "…",
        Sender = message.Sender,
    };
}
