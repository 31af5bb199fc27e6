using Livecaller.Protocol;
using Livecaller.Server.Http;

namespace Livecaller.Server.Conversations;

internal static class MessageRules
{
    public const int MaxAttachments = 10;

    /// <summary>Checks a message and brings it into its stored form: lower-case ids, line breaks as \n.</summary>
    public static Outcome<SendMessageRequest> Check(SendMessageRequest request, int maxCharacters, string prefix = "")
    {
        if (!Guid.TryParseExact(request.Id.Value, "D", out var id))
            return Problems.Invalid(prefix + "id", $"Expected a UUID, received '{Query.Shorten(request.Id.Value)}'.");
        var attachments = request.Attachments ?? [];
        if (attachments.Count > MaxAttachments)
            return Problems.Invalid(prefix + "attachments", $"Expected at most {MaxAttachments}, received {attachments.Count}.");
        if (attachments.Distinct().Count() != attachments.Count)
            return Problems.Invalid(prefix + "attachments", "One of them is named twice.");
        var content = TextRules.NormalizeLines(request.Content ?? "");
        if (string.IsNullOrWhiteSpace(content) && attachments.Count == 0)
            return Problems.Invalid(prefix + "content", $"Expected 1 to {maxCharacters} characters or an attachment, received an empty text.");
        if (TextRules.Fault(content, maxCharacters) is { } fault) return Problems.Invalid(prefix + "content", fault);
        return request with
        {
            Id = new(id.ToString()),
            Content = content,
            ReplyTo = request.ReplyTo is { } reply ? new MessageId(reply.Value.ToLowerInvariant()) : null,
            Attachments = attachments,
        };
    }
}
