using System.Text;
using Livecaller.Shared;

namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>The first bytes of a file, which must be of the kind that its name says. Those of a WebM file also tell whether it is a recording.</summary>
internal sealed class FileKindTarget : IFuzzTarget
{
    public string Name => "file kinds";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        // A segment with a list of one track that has sound.
        [0x1A, 0x45, 0xDF, 0xA3, 0x80, 0x18, 0x53, 0x80, 0x67, 0x8A, 0x16, 0x54, 0xAE, 0x6B, 0x85, 0xAE, 0x83, 0x83, 0x81, 2],
        [0x1A, 0x45, 0xDF, 0xA3, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F, 0x43, 0xB6, 0x75],
        [.. "ID3"u8, 3, 0, 0, 0, 0, 0, 1],
        [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Text 🙂")],
        [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes("Text 🙂")],
        Encoding.UTF8.GetBytes("Text 🙂"),
        Encoding.BigEndianUnicode.GetBytes("a text without a mark"),
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var head = input.ToArray();
        _ = Webm.IsAudio(head);
        foreach (var extension in FileKinds.DefaultExtensions) _ = AttachmentRules.TryInspect("a." + extension, head, out _, out _);
    }
}
