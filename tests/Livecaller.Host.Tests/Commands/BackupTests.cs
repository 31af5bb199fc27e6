using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Commands;

public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-backup-").FullName;

    private string BackupFile => Path.Combine(_folder, "backup.zip");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_backup_of_a_running_server_is_restored_whole()
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        await SayAsync(visitor, "before");
        var attachment = Path.Combine(host.DataDirectory, "attachments", "0195f0c2-0000-7000-8000-000000000001");
        await File.WriteAllTextAsync(attachment, "a file", TestContext.Current.CancellationToken);

        var (exitCode, output, complaints) = await host.RunCommandAsync("backup", BackupFile);
        Assert.Equal((0, ""), (exitCode, complaints));
        Assert.Contains("files with", output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupFile));
        await SayAsync(visitor, "after");
        await IsRefusedAsync(host, host.DataDirectory, "exists", "backup", BackupFile);

        await IsRefusedAsync(host, host.DataDirectory, "in use", "restore", BackupFile, "--replace");
        await host.StopAsync();
        await IsRefusedAsync(host, host.DataDirectory, "--replace", "restore", BackupFile);
        (exitCode, output, _) = await host.RunCommandAsync("restore", BackupFile, "--replace");
        Assert.Equal(0, exitCode);
        var replaced = Assert.Single(Directory.GetDirectories(host.DataDirectory, "replaced-*"));
        Assert.Contains(replaced, output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(replaced, "livecaller.db")));
        Assert.Equal("a file", await File.ReadAllTextAsync(attachment, TestContext.Current.CancellationToken));

        // The keys came along, so the visitor's session goes on, at the point of the backup.
        await host.RestartAsync();
        var conversation = Assert.Single((await visitor.GetAsync("v1/widget/conversations"))["data"]!.AsArray())!;
        var messages = (await visitor.GetAsync($"v1/widget/conversations/{conversation["id"]}/messages"))["data"]!.AsArray();
        Assert.Equal(["before"], messages.Select(m => (string?)m!["content"]));
    }

    [Theory]
    [InlineData("missing", "cannot be read")]
    [InlineData("text", "is not a backup")]
    [InlineData("archive", "is not a backup")]
    [InlineData("other product", "is not a backup")]
    [InlineData("truncated", "")]
    [InlineData("changed byte", "is damaged")]
    [InlineData("missing file", "is damaged")]
    [InlineData("outside", "is damaged")]
    [InlineData("newer format", "newer version")]
    [InlineData("newer database", "newer version")]
    public async Task What_is_no_intact_backup_is_refused_and_changes_nothing(string kind, string reason)
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        Assert.Equal(0, (await host.RunCommandAsync("backup", BackupFile)).ExitCode);
        await host.StopAsync();
        Spoil(kind);
        var before = HashesOf(host.DataDirectory);

        await IsRefusedAsync(host, host.DataDirectory, reason, "restore", BackupFile, "--replace");

        Assert.Equal(before, HashesOf(host.DataDirectory));
    }

    [Fact]
    public async Task After_a_restore_that_was_killed_no_server_starts_until_it_is_repeated()
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        Assert.Equal(0, (await host.RunCommandAsync("backup", BackupFile)).ExitCode);
        await host.StopAsync();
        // What a kill between the two moves leaves behind.
        await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, "restore.incomplete"), "", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(host.DataDirectory, "livecaller.db"));

        var (exitCode, complaints) = await LivecallerProcess.FailToStartHostAsync($"--Livecaller:DataDirectory={host.DataDirectory}");
        Assert.Equal(1, exitCode);
        Assert.Contains("restore", Assert.Single(complaints), StringComparison.Ordinal);

        Assert.Equal(0, (await host.RunCommandAsync("restore", BackupFile)).ExitCode);
        await host.RestartAsync();
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
    }

    private static async Task SayAsync(Api visitor, string text)
    {
        var id = (string?)(await visitor.GetAsync("v1/widget/conversations"))["data"]!.AsArray().SingleOrDefault()?["id"]
            ?? (string?)(await visitor.PostAsync("v1/widget/conversations", new { }))["data"]!["id"];
        await visitor.PostAsync($"v1/widget/conversations/{id}/messages", new { id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), content = text });
    }

    private static async Task IsRefusedAsync(LivecallerProcess host, string directory, string reason, params string[] arguments)
    {
        var (exitCode, output, complaints) = await host.RunCommandOnAsync(directory, arguments);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(reason, Assert.Single(complaints.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private void Spoil(string kind)
    {
        if (kind == "missing") File.Delete(BackupFile);
        else if (kind == "text") File.WriteAllText(BackupFile, "Not a ZIP file at all.");
        else if (kind == "truncated") File.WriteAllBytes(BackupFile, File.ReadAllBytes(BackupFile)[..^200]);
        else if (kind == "archive") Change(static archive => archive.GetEntry("manifest.json")!.Delete());
        else if (kind == "other product") ChangeManifest(static manifest => manifest["name"] = "Another");
        else if (kind == "newer format") ChangeManifest(static manifest => manifest["format"] = 2);
        else if (kind == "newer database") ChangeManifest(static manifest => manifest["migrations"]!.AsArray().Add("29990101000000_Later"));
        else if (kind == "missing file") Change(static archive => archive.GetEntry("keys.json")!.Delete());
        else if (kind == "outside") ChangeManifest(static manifest => manifest["files"]!.AsArray().Add(new JsonObject { ["name"] = "attachments/../../outside", ["length"] = 0, ["sha256"] = "" }));
        else Change(static archive => Rewrite(archive, "keys.json", static bytes => bytes[5] ^= 1));
    }

    private void Change(Action<ZipArchive> change)
    {
        using var archive = ZipFile.Open(BackupFile, ZipArchiveMode.Update);
        change(archive);
    }

    private void ChangeManifest(Action<JsonNode> change) => Change(archive => Rewrite(archive, "manifest.json", static bytes => bytes, change));

    private static void Rewrite(ZipArchive archive, string name, Action<byte[]> change) => Rewrite(archive, name, bytes =>
    {
        change(bytes);
        return bytes;
    }, null);

    private static void Rewrite(ZipArchive archive, string name, Func<byte[], byte[]> change, Action<JsonNode>? changeJson)
    {
        var entry = archive.GetEntry(name)!;
        using var content = new MemoryStream();
        using (var source = entry.Open()) source.CopyTo(content);
        entry.Delete();
        var bytes = change(content.ToArray());
        if (changeJson is not null)
        {
            var json = JsonNode.Parse(bytes)!;
            changeJson(json);
            bytes = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
        }

        using var target = archive.CreateEntry(name).Open();
        target.Write(bytes);
    }

    private static SortedDictionary<string, string> HashesOf(string directory) => new(Directory
        .EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
        .ToDictionary(f => f, f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))));
}
