using System.Globalization;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;

namespace Livecaller.Server.Attachments;

// Signed links that expire. They change once an hour, so that a browser's cache is of use.
internal sealed class AttachmentLinks(ServerKeys keys, ServerAddress address, TimeProvider time)
{
    private const string Purpose = "attachment";
    private const string ThumbnailPurpose = "thumbnail";

    public bool IsValid(string id, string? expires, string? signature) => IsValid(Purpose, id, expires, signature);

    public bool IsValidForThumbnail(string id, string? expires, string? signature) => IsValid(ThumbnailPurpose, id, expires, signature);

    public AttachmentPayload ToPayload(AttachmentRow row) => Refresh(new AttachmentPayload
    {
        Id = new(row.Id),
        Name = row.Name,
        MimeType = row.MimeType,
        Size = row.Size,
        Url = "",
        ThumbnailUrl = row.HasThumbnail ? "" : null,
        Width = row.Width,
        Height = row.Height,
        Duration = row.Duration,
        Waveform = row.Waveform,
    });

    /// <summary>A stored message with links that are good now.</summary>
    public MessagePayload Refresh(MessagePayload message) => WithLinks(message, address.Current);

    public AttachmentPayload Refresh(AttachmentPayload attachment) => WithLinks(attachment, address.Current);

    /// <summary>
    /// A message as it is stored and broadcast. Without <c>PublicUrl</c>, its links are paths: the host of the request is the sender's choice, and
    /// others must not be led there.
    /// </summary>
    public MessagePayload ForLog(MessagePayload message) => WithLinks(message, address.PublicOrigin is null ? "" : address.Current);

    private MessagePayload WithLinks(MessagePayload message, string server) => message.Attachments.Count == 0 ? message
        : message with { Attachments = [.. message.Attachments.Select(attachment => WithLinks(attachment, server))] };

    private AttachmentPayload WithLinks(AttachmentPayload attachment, string server) => attachment with
    {
        Url = Link(server, Purpose, attachment.Id.Value, ""),
        ThumbnailUrl = attachment.ThumbnailUrl is null ? null : Link(server, ThumbnailPurpose, attachment.Id.Value, "/thumbnail"),
    };

    private string Link(string server, string purpose, string id, string part)
    {
        var text = AttachmentRules.LinkExpiry(time.GetUtcNow()).ToString(CultureInfo.InvariantCulture);
        return $"{server}/v1/attachments/{id}{part}?expires={text}&signature={keys.Sign(purpose, $"{id}.{text}")}";
    }

    private bool IsValid(string purpose, string id, string? expires, string? signature) =>
        long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
        && signature is not null
        && keys.IsSigned(purpose, $"{id}.{expires}", signature)
        && until > time.GetUtcNow().ToUnixTimeSeconds();
}
