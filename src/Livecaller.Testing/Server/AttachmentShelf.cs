using System.Globalization;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Testing.Server;

/// <summary>The uploaded files. Guarded by the server's lock.</summary>
internal sealed class AttachmentShelf(Uri serverUrl, string secret, WidgetConfiguration widget, TestIds ids, TimeProvider time)
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);
    private readonly Dictionary<AttachmentId, (AttachmentPayload Payload, TestVisitor? Owner, byte[] Content)> _files = [];

    public AttachmentPayload Add(TestVisitor? owner, string name, string contentType, byte[] content)
    {
        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        if (!widget.AcceptedExtensions.Contains(extension))
            throw RefusalException.Because(415, $"Received a file .{extension}, expected one of: {string.Join(", ", widget.AcceptedExtensions)}.");
        if (content.Length > widget.MaxAttachmentBytes)
            throw RefusalException.Because(413, $"Received {content.Length} bytes, expected at most {widget.MaxAttachmentBytes}.");
        var id = new AttachmentId(ids.Next());
        var payload = new AttachmentPayload
        {
            Id = id,
            Name = name,
            MimeType = contentType,
            Size = content.Length,
            Url = Link(id, time.GetUtcNow() + LinkLifetime),
        };
        _files.Add(id, (payload, owner, content));
        return payload;
    }

    /// <summary>The attachments of a message: uploaded by its conversation's visitor, or by the operator.</summary>
    public IReadOnlyList<AttachmentPayload> Resolve(IReadOnlyList<AttachmentId> attachments, TestVisitor visitor) =>
    [
        .. attachments.Select(id => _files.TryGetValue(id, out var file) && (file.Owner is null || file.Owner == visitor)
            ? file.Payload
            : throw RefusalException.Invalid("attachments", $"There is no attachment {id}.")),
    ];

    public (string ContentType, byte[] Content) Open(string id, string? expires, string? signature)
    {
        var isKnown = _files.TryGetValue(new(id), out var file);
        var isSigned = PusherSignature.IsValidForChannel(signature, "link", secret, id, expires ?? "");
        if (!isKnown || !isSigned) throw RefusalException.Because(404, $"There is no attachment {id}.");
        return long.Parse(expires!, CultureInfo.InvariantCulture) >= time.GetUtcNow().ToUnixTimeSeconds()
            ? (file.Payload.MimeType, file.Content)
            : throw RefusalException.Because(403, "The link has expired.");
    }

    private string Link(AttachmentId id, DateTimeOffset expires)
    {
        var seconds = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = PusherSignature.SignChannel("link", secret, id.Value, seconds);
        return new Uri(serverUrl, $"v1/widget/attachments/{id}?expires={seconds}&signature={Uri.EscapeDataString(signature)}").AbsoluteUri;
    }
}
