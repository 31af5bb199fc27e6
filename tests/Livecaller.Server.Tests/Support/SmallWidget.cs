using System.IO.Compression;
using System.Text;

namespace Livecaller.Server.Tests.Support;

/// <summary>An archive in the form of Livecaller.Widget.Files with the few files that the server itself knows by name.</summary>
internal static class SmallWidget
{
    private static readonly byte[] Archive = Pack();

    public static Stream Open() => new MemoryStream(Archive, writable: false);

    private static byte[] Pack()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "livecaller.js", "window.LiveCaller = {};");
            Add(archive, "frame.html", "<!DOCTYPE html><meta name=\"livecaller-origins\" content=\"{{origins}}\"><script src=\"frame/bridge.js\"></script>");
            Add(archive, "frame/bridge.js.br", string.Join('\n', Enumerable.Range(0, 200).Select(i => $"export const part{i} = {i};")), compress: true);
        }
        return bytes.ToArray();
    }

    private static void Add(ZipArchive archive, string name, string text, bool compress = false)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        using Stream content = compress ? new BrotliStream(entry, CompressionLevel.Optimal) : entry;
        content.Write(Encoding.UTF8.GetBytes(text));
    }
}
