using System.Text;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.VisitorData;

/// <summary>What an erasure leaves in the files of SQLite.</summary>
public sealed class ErasedBytesTests
{
    [Fact]
    public async Task The_files_of_the_database_do_not_contain_the_words_any_more()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor, other) = (await server.OperatorAsync(), await server.VisitorAsync(Jwt.For("user-quaxolotl", "Bromwellia Strobelund")), await server.VisitorAsync());
        var conversation = await visitor.StartAsync("My secret is xylophonium");
        await other.StartAsync("Something that stays");
        await visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "The code is kryptonaut" });
        await olga.PostAsync($"/conversations/{conversation}/notes", new { id = Caller.NewId(), content = "Rather quirkelsome" });
        string[] words = ["xylophonium", "kryptonaut", "quirkelsome", "quaxolotl", "bromwellia", "strobelund"];
        Assert.Equal(words, Found(server, words));

        await olga.PostAsync($"/visitors/{visitor.Id}/erase");

        Assert.Empty(Found(server, words));
    }

    private static List<string> Found(LivecallerServer server, string[] words)
    {
        var text = string.Join('\n', server.Files().Where(f => f.Contains(".db", StringComparison.Ordinal)).Select(ReadShared));
        return [.. words.Where(w => text.Contains(w, StringComparison.OrdinalIgnoreCase))];
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.ToArray());
    }
}
