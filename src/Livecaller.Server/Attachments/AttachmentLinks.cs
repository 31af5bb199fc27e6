using System.Globalization;
using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Storage;

namespace Livecaller.Server.Attachments;

// Signed links that expire. They change once an hour, so that a browser's cache is of use.
internal sealed class AttachmentLinks(ServerKeys keys, ServerAddress address, TimeProvider time)
{
    private const string Purpose = "attachment";
    private const string ThumbnailPurpose = "thumbnail";

    public string For(string id) => Link(Purpose, id, "");

    public string ForThumbnail(string id) => Link(ThumbnailPurpose, id, "/thumbnail");

    public bool IsValid(string id, string? expires, string? signature) => IsValid(Purpose, id, expires, signature);

    public bool IsValidForThumbnail(string id, string? expires, string? signature) => IsValid(ThumbnailPurpose, id, expires, signature);

    public AttachmentPayload ToPayload(AttachmentRow row) => new()
    {
        Id = new(row.Id),
        Name = row.Name,
        MimeType = row.MimeType,
        Size = row.Size,
        Url = For(row.Id),
        ThumbnailUrl = row.HasThumbnail ? ForThumbnail(row.Id) : null,
        Width = row.Width,
        Height = row.Height,
        Duration = row.Duration,
        Waveform = row.Waveform,
    };

    /// <summary>A stored message with links that are good now.</summary>
    public MessagePayload Refresh(MessagePayload message) => message.Attachments.Count == 0 ? message
        : message with { Attachments = [.. message.Attachments.Select(Refresh)] };

    public AttachmentPayload Refresh(AttachmentPayload attachment) => attachment with
    {
        Url = For(attachment.Id.Value),
        ThumbnailUrl = attachment.ThumbnailUrl is null ? null : ForThumbnail(attachment.Id.Value),
    };

    private string Link(string purpose, string id, string part)
    {
        var text = AttachmentRules.LinkExpiry(time.GetUtcNow()).ToString(CultureInfo.InvariantCulture);
        return $"{address.Current}/v1/attachments/{id}{part}?expires={text}&signature={keys.Sign(purpose, $"{id}.{text}")}";
    }

    private bool IsValid(string purpose, string id, string? expires, string? signature) =>
        long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
        && signature is not null
        && keys.IsSigned(purpose, $"{id}.{expires}", signature)
        && until > time.GetUtcNow().ToUnixTimeSeconds();
}
