using System.Globalization;
using Livecaller.Protocol.Pusher;
using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>The files, from the first byte to the complete attachment. Guarded by the server's lock.</summary>
internal sealed class TestAttachments(Uri linkBase, string secret, WidgetConfiguration widget, TestIds ids, TimeProvider time)
{
    private readonly Dictionary<AttachmentId, TestFile> _files = [];

    public IReadOnlyCollection<TestFile> All => _files.Values;

    public long MaxBytes => widget.MaxAttachmentBytes;

    /// <summary>Creates a file whose bytes follow. A file whose type or size is not accepted is refused.</summary>
    public TestFile Announce(TestVisitor? owner, string givenName, long length, Recording recording, string? metadata = null)
    {
        if (length > widget.MaxAttachmentBytes) throw new ProblemException(AttachmentRules.TooLarge(widget.MaxAttachmentBytes));
        if (!AttachmentRules.TryName(givenName, [.. widget.AcceptedExtensions], out var name, out var kind, out var problem)) throw new ProblemException(problem);
        if (metadata is not null) Note(recording, name, kind.MimeType);
        var now = time.GetUtcNow();
        if (metadata is not null && _files.Values.Count(f => f.Owner == owner && !f.IsComplete && f.Expires > now) >= AttachmentRules.DefaultMaxUnfinished)
            throw new ProblemException(Tus.TooManyUnfinished(AttachmentRules.DefaultMaxUnfinished));
        var file = new TestFile(new(ids.Next()), owner, name, kind.MimeType, length, recording, metadata, now);
        _files.Add(file.Id, file);
        return file;
    }

    /// <summary>Stores a complete file.</summary>
    public TestFile Add(TestVisitor? owner, string name, byte[] content, Recording recording)
    {
        if (content.Length == 0) throw new ProblemException(AttachmentRules.EmptyFile);
        var file = Announce(owner, name, content.Length, recording);
        try
        {
            Append(file, content);
            Note(recording, file.Name, file.MimeType);
            return file;
        }
        catch (ProblemException)
        {
            Remove(file);
            throw;
        }
    }

    /// <summary>Appends bytes. A file whose content contradicts its name is refused and removed.</summary>
    public void Append(TestFile file, ReadOnlySpan<byte> bytes)
    {
        file.Append(bytes);
        if (file.IsComplete || file.Offset < Math.Min(AttachmentRules.MarkBytes, file.Length)) return;
        var head = file.Head();
        if (!AttachmentRules.TryInspect(file.Name, head, out var mimeType, out var problem))
        {
            Remove(file);
            throw new ProblemException(problem);
        }

        file.MimeType = mimeType;
        if (file.Missing > 0) return;
        file.ImageSize = ImageSize.Read(head);
        file.CompletedAt = time.GetUtcNow();
    }

    /// <summary>Returns a file of this visitor, complete or not: 404 when there is none, 410 when it was not completed in time.</summary>
    public TestFile Require(TestVisitor owner, string id)
    {
        if (Find(new(id)) is not { } file || file.Owner != owner) throw new ProblemException(Problems.NotFound("attachment"));
        return file.IsComplete || time.GetUtcNow() < file.Expires ? file : throw new ProblemException(Tus.Expired);
    }

    public void Remove(TestFile file) => _files.Remove(file.Id);

    /// <summary>Returns the files of a message, which its sender has uploaded and not sent yet.</summary>
    public IReadOnlyList<TestFile> Resolve(IReadOnlyList<AttachmentId> attachments, TestVisitor? owner, string prefix = "") =>
    [
        .. attachments.Select(id => Find(id) is { IsComplete: true, Message: null } file && file.Owner == owner ? file
            : throw new ProblemException(MessageRules.NoAttachment(id, prefix))),
    ];

    public void RemoveOf(MessageId message)
    {
        foreach (var file in _files.Values.Where(f => f.Message == message).ToArray()) Remove(file);
    }

    public AttachmentPayload ToPayload(TestFile file) => new()
    {
        Id = file.Id,
        Name = file.Name,
        MimeType = file.MimeType,
        Size = file.Length,
        Url = Link(file.Id),
        // The image itself is used as its thumbnail.
        ThumbnailUrl = file.ImageSize is null ? null : Link(file.Id),
        Width = file.ImageSize?.Width,
        Height = file.ImageSize?.Height,
        Duration = file.Recording.Duration,
        Waveform = file.Recording.Waveform,
    };

    /// <summary>Returns a stored attachment with links that are valid now.</summary>
    public AttachmentPayload Refresh(AttachmentPayload attachment) => attachment with
    {
        Url = Link(attachment.Id),
        ThumbnailUrl = attachment.ThumbnailUrl is null ? null : Link(attachment.Id),
    };

    public MessagePayload Refresh(MessagePayload message) => message with { Attachments = [.. message.Attachments.Select(Refresh)] };

    public TestFile Open(string id, string? expires, string? signature)
    {
        var isSigned = long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until > time.GetUtcNow().ToUnixTimeSeconds()
            && PusherSignature.IsValidForChannel(signature, "link", secret, id, expires);
        if (!isSigned) throw new ProblemException(AttachmentRules.NotSigned);
        return Find(new(id)) is { IsComplete: true } file ? file : throw new ProblemException(Problems.NotFound("attachment"));
    }

    private static void Note(Recording recording, string name, string mimeType)
    {
        if (recording.Check(name, mimeType) is { } problem) throw new ProblemException(problem);
    }

    // A complete file that was not sent in time is removed, as on a server.
    private TestFile? Find(AttachmentId id) =>
        _files.GetValueOrDefault(id) is { } file && (file.Message is not null || file.CompletedAt is not { } at || time.GetUtcNow() < at + Tus.Lifetime) ? file : null;

    private string Link(AttachmentId id)
    {
        var expires = AttachmentRules.LinkExpiry(time.GetUtcNow()).ToString(CultureInfo.InvariantCulture);
        var signature = PusherSignature.SignChannel("link", secret, id.Value, expires);
        return new Uri(linkBase, $"v1/attachments/{id}?expires={expires}&signature={Uri.EscapeDataString(signature)}").AbsoluteUri;
    }
}
