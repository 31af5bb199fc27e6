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
    private const long Hour = 3600;

    public string For(string id)
    {
        var expires = ((time.GetUtcNow().ToUnixTimeSeconds() / Hour) + 2) * Hour;
        var text = expires.ToString(CultureInfo.InvariantCulture);
        return $"{address.Current}/v1/attachments/{id}?expires={text}&signature={keys.Sign(Purpose, $"{id}.{text}")}";
    }

    public bool IsValid(string id, string? expires, string? signature) =>
        long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
        && signature is not null
        && keys.IsSigned(Purpose, $"{id}.{expires}", signature)
        && until > time.GetUtcNow().ToUnixTimeSeconds();

    public AttachmentPayload ToPayload(AttachmentRow row) => new()
    {
        Id = new(row.Id),
        Name = row.Name,
        MimeType = row.MimeType,
        Size = row.Size,
        Url = For(row.Id),
        Width = row.Width,
        Height = row.Height,
    };

    /// <summary>A stored message with links that are good now.</summary>
    public MessagePayload Refresh(MessagePayload message) => message.Attachments.Count == 0 ? message
        : message with { Attachments = [.. message.Attachments.Select(a => a with { Url = For(a.Id.Value) })] };
}
