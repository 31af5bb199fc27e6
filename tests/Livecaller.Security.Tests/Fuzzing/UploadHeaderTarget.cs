using System.Text;
using Livecaller.Protocol;
using Livecaller.Shared;

namespace Livecaller.Security.Tests.Fuzzing;

/// <summary>The headers of a resumable upload.</summary>
internal sealed class UploadHeaderTarget : IFuzzTarget
{
    public string Name => "upload headers";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [.. "filename "u8, .. Base64("photo.png"), .. ",filetype "u8, .. Base64("image/png")],
        [.. "filename "u8, .. Base64("v.webm"), .. ",duration "u8, .. Base64("1.5"), .. ",waveform "u8, .. Base64("[0,0.5,1]")],
        [.. "filename "u8, .. Base64("../‮gnp.exe\0"), .. ",is_private"u8],
        [.. "waveform "u8, .. Base64("[1e400,-1,\"a\",[[[]]]]"), .. ",filename "u8, .. Base64("a")],
        [.. "sha1 "u8, .. Base64(new string('x', 20))],
        [.. "sha256 "u8, .. Base64(new string('x', 32))],
        [.. "9223372036854775807"u8],
        [.. Tus.ChunkType.Select(c => (byte)c), .. "; charset=utf-8"u8],
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        // As Kestrel reads headers by default, and as other servers do.
        foreach (var header in (string[])[Encoding.UTF8.GetString(input), Encoding.Latin1.GetString(input)])
        {
            TryRead(() => Assert.NotEmpty(UploadMetadata.Read(header).FileName));
            TryRead(() => UploadChecksum.Read(header));
            TryRead(() => Assert.InRange(Tus.Bytes(Tus.Length, header), 0, long.MaxValue));
            TryRead(() => Tus.RequireChunk(header));
            _ = UploadMetadata.RecordingIn(header);
            Recording.TryRead(header, header, out _, out _);
            Assert.InRange(FileNames.Clean(header).Length, 0, 255);
            _ = AttachmentRules.TryName(header, [.. FileKinds.DefaultExtensions], out _, out _, out _);
        }
    }

    private static void TryRead(Action read)
    {
        try
        {
            read();
        }
        catch (ProblemException)
        {
            // The header is refused with a reason.
        }
    }

    private static byte[] Base64(string text) => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
}
