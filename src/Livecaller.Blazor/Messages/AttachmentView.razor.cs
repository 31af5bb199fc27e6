using Livecaller.Blazor.Localization;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Messages;

/// <summary>An attachment of a message: a picture in its place, anything else as a card to download.</summary>
public sealed partial class AttachmentView : ChatPart
{
    private const int WidestPicture = 260;
    private const int TallestPicture = 320;

    private string _name = "";
    private int? _width;
    private int? _height;

    /// <summary>The attachment.</summary>
    [Parameter, EditorRequired]
    public AttachmentPayload Attachment { get; set; } = null!;

    private string? Url => Context.SafeUrl(Attachment.Url);

    private string Kind => FileText.Extension(_name) is { Length: > 0 and <= 5 } extension ? extension.ToUpperInvariant() : "···";

    /// <summary>Whether it is shown as a picture. SVG is not: it is a document that may carry scripts.</summary>
    internal static bool IsPicture(AttachmentPayload attachment) =>
        attachment.MimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/avif";

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _name = FileText.SafeName(Attachment.Name);
        (_width, _height) = (null, null);
        if (Attachment is not { Width: > 0 and var width, Height: > 0 and var height }) return;
        // Known dimensions keep the list from jumping when the picture arrives.
        var scale = Math.Min(1.0, Math.Min(WidestPicture / (double)width, TallestPicture / (double)height));
        (_width, _height) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
    }
}
