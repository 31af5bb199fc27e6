using Livecaller.Blazor.Localization;
using Livecaller.Components.Attachments;

namespace Livecaller.Blazor.Composing;

/// <summary>What the widget accepts, checked before a byte is uploaded.</summary>
internal static class AttachmentRules
{
    /// <summary>Returns why a file can't be sent; null if it can.</summary>
    public static string? Refusal(string name, long size, WidgetConfiguration? widget, ChatTexts texts)
    {
        if (size == 0) return texts.Format(TextKeys.FileEmpty, name);
        if (widget is null) return null;
        if (!Accepts(FileText.Extension(name), widget))
            return texts.Format(TextKeys.FileKindRefused, name, string.Join(", ", widget.AcceptedExtensions));
        return widget.MaxAttachmentBytes > 0 && size > widget.MaxAttachmentBytes
            ? texts.Format(TextKeys.FileTooLarge, name, FileText.Size(size, texts), FileText.Size(widget.MaxAttachmentBytes, texts))
            : null;
    }

    /// <summary>Whether files with this extension can be sent. Without a list of accepted types, all can.</summary>
    public static bool Accepts(string extension, WidgetConfiguration? widget) =>
        widget is not { AcceptedExtensions.Count: > 0 } || FileExtensions.IsAccepted(extension, widget.AcceptedExtensions);

    /// <summary>The value of <c>accept</c> for the file picker; null for anything.</summary>
    public static string? Accept(WidgetConfiguration? widget) =>
        widget is { AcceptedExtensions.Count: > 0 } ? string.Join(",", FileExtensions.WithAliases(widget.AcceptedExtensions).Select(e => "." + e)) : null;
}
