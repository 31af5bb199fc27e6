using Microsoft.AspNetCore.Builder;

namespace Livecaller.Server.Tests.Support;

/// <summary>The stored files of attachments: those in the data directory. The tests of Livecaller.Server.S3 have another one.</summary>
internal static class TestFiles
{
    /// <summary>Whether bytes of a call that has not ended survive the process.</summary>
    public const bool KeepsUnfinishedCalls = true;

    public static void Use(WebApplicationBuilder builder, string data)
    {
        // The files in the directory.
    }

    /// <summary>The file in which the bytes of an upload arrive.</summary>
    public static string PathOf(string data, string id) => Path.Combine(Folder(data), id);

    public static string[] Names(string data) => [.. Directory.GetFiles(Folder(data)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public static byte[] Read(string data, string name) => File.ReadAllBytes(Path.Combine(Folder(data), name));

    public static void Write(string data, string name, string content)
    {
        Directory.CreateDirectory(Folder(data));
        File.WriteAllText(Path.Combine(Folder(data), name), content);
    }

    public static void Delete(string data, string name) => File.Delete(Path.Combine(Folder(data), name));

    /// <summary>Copies the files for the copy of a data directory.</summary>
    public static void Copy(string data, string copy)
    {
        // They are in the directory.
    }

    private static string Folder(string data) => Path.Combine(data, "attachments");
}
