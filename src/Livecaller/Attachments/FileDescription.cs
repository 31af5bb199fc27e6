using System.Globalization;
using System.Text;

namespace Livecaller.Attachments;

/// <summary>The description of a file with which its upload begins.</summary>
internal sealed record FileDescription(string Name, string ContentType, double? Duration, IReadOnlyList<double>? Waveform)
{
    public static FileDescription Of(AttachmentUpload upload) => new(upload.Name, upload.ContentType, upload.Duration, upload.Waveform);

    /// <summary>The value of the header <c>Upload-Metadata</c>.</summary>
    public string ToMetadata()
    {
        var text = $"filename {Base64(Name)},filetype {Base64(ContentType)}";
        if (Duration is { } seconds) text += $",duration {Base64(Number(seconds, "0.###"))}";
        if (Waveform is { } waveform) text += $",waveform {Base64($"[{string.Join(',', waveform.Select(v => Number(v, "0.##")))}]")}";
        return text;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
