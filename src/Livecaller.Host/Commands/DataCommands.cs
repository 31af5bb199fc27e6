using System.CommandLine;
using System.Globalization;
using Livecaller.Server.Administration;

namespace Livecaller.Host.Commands;

/// <summary><c>backup</c>, <c>restore</c>, <c>check</c> and <c>rotate-keys</c>.</summary>
internal static class DataCommands
{
    public static Command Backup(string[] settings)
    {
        var file = new Argument<string>("file") { Description = "The ZIP file to write. It must not exist." };
        var command = new Command("backup", "Writes database, attachments and keys into one file. Works while the server runs.") { file };
        command.SetAction((parsed, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services =>
        {
            var manifest = await services.GetRequiredService<Backup>().WriteAsync(Path.GetFullPath(parsed.GetRequiredValue(file)), cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{manifest.Files.Count} files with {manifest.Bytes:N0} bytes are in the backup."));
        }, cancellationToken));
        return command;
    }

    public static Command Restore(string[] settings)
    {
        var file = new Argument<string>("file") { Description = "The file that backup has written." };
        var replace = new Option<bool>("--replace") { Description = "Moves data that exists to a folder in the data directory. Otherwise it is not touched." };
        var command = new Command("restore", "Puts a backup into the data directory. The server must not run.") { file, replace };
        command.SetAction((parsed, cancellationToken) => CommandRun.RunAsync(settings, DataDirectoryUse.Restore, async services =>
        {
            var (manifest, replaced) = await services.GetRequiredService<Restore>()
                .ReadAsync(Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(replace), cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The backup of {manifest.CreatedAt:yyyy-MM-dd HH:mm} UTC is restored: {manifest.Files.Count} files with {manifest.Bytes:N0} bytes."));
            if (replaced is not null) Console.WriteLine($"The data before is in {replaced}. Delete it when it is no longer needed.");
            return 0;
        }));
        return command;
    }

    public static Command Check(string[] settings)
    {
        var command = new Command("check", "Checks settings, data directory, database, keys, clock and addresses. Works while the server runs.");
        command.SetAction((_, cancellationToken) => CommandRun.RunAsync(settings, DataDirectoryUse.Shared, async services =>
        {
            var addresses = services.GetRequiredService<IConfiguration>()["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
            var findings = await services.GetRequiredService<ServerCheck>().RunAsync(addresses, cancellationToken);
            foreach (var finding in findings) Console.WriteLine($"{(finding.IsFault ? "FAULT" : "ok"),-6} {finding.Subject}: {finding.Text}");
            return findings.Any(f => f.IsFault) ? 1 : 0;
        }));
        return command;
    }

    public static Command RotateKeys(string[] settings)
    {
        var endSessions = new Option<bool>("--end-sessions") { Description = "What earlier keys signed becomes invalid at once, because a key was stolen." };
        var command = new Command("rotate-keys", "Replaces the key that signs sessions and links. The server must not run.") { endSessions };
        command.SetAction((parsed, _) => HostProgram.Build(settings).RotateLivecallerKeysAsync(parsed.GetValue(endSessions)));
        return command;
    }
}
