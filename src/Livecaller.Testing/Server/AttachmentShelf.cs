using System.Globalization;
using Livecaller.Protocol;
using Livecaller.Protocol.Pusher;
using Livecaller.Testing.Http;

namespace Livecaller.Testing.Server;

/// <summary>The uploaded files. Guarded by the server's lock.</summary>
internal sealed class AttachmentShelf(Uri linkBase, string secret, WidgetConfiguration widget, TestIds ids, TimeProvider time)
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);
    private readonly Dictionary<AttachmentId, (AttachmentPayload Payload, TestVisitor? Owner, byte[] Content)> _files = [];

    public AttachmentPayload Add(TestVisitor? owner, string name, string contentType, byte[] content, Recording recording) =>
        Add(owner, Announce(name, contentType, content.Length, recording), content);

    /// <summary>What a file will be when it is there; a kind or a size that is not accepted is refused.</summary>
    public AttachmentPayload Announce(string name, string contentType, long size, Recording recording)
    {
        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        if (!widget.AcceptedExtensions.Contains(extension))
            throw RefusalException.Because(415, $"Received a file .{extension}, expected one of: {string.Join(", ", widget.AcceptedExtensions)}.");
        if (size > widget.MaxAttachmentBytes)
            throw RefusalException.Because(413, $"Received {size} bytes, expected at most {widget.MaxAttachmentBytes}.");
        var id = new AttachmentId(ids.Next());
        return new()
        {
            Id = id,
            Name = name,
            MimeType = contentType,
            Size = size,
            Url = Link(id, time.GetUtcNow() + LinkLifetime),
            Duration = recording.Duration,
            Waveform = recording.Waveform,
        };
    }

    public AttachmentPayload Add(TestVisitor? owner, AttachmentPayload announced, byte[] content)
    {
        // The picture itself stands for its thumbnail: nothing is painted here.
        if (PictureSize.Read(content) is var (width, height)) announced = announced with { Width = width, Height = height, ThumbnailUrl = announced.Url };
        _files.Add(announced.Id, (announced, owner, content));
        return announced;
    }

    public AttachmentPayload? Find(TestVisitor owner, AttachmentId id) =>
        _files.TryGetValue(id, out var file) && file.Owner == owner ? file.Payload : null;

    public void Remove(AttachmentId id) => _files.Remove(id);

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
        return new Uri(linkBase, $"v1/attachments/{id}?expires={seconds}&signature={Uri.EscapeDataString(signature)}").AbsoluteUri;
    }
}
