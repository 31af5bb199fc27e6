using System.CommandLine;
using System.CommandLine.Invocation;

namespace Livecaller.Host.Commands;

/// <summary>The program's commands. Without one, the server runs.</summary>
internal static class HostCommandLine
{
    private const string Description =
        "Livecaller: live chat for .NET. Without a command, the server runs.\n\n"
        + "Each setting can be given as --Section:Name=value, for example --Livecaller:DataDirectory=/var/lib/livecaller, and the addresses to listen "
        + "on as --urls. All settings: docs/self-hosting.md.";

    public static async Task<int> RunAsync(string[] args)
    {
        string[] settings, rest;
        try
        {
            (settings, rest) = SettingArguments.Split(args);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        if (rest.Length == 0) return await HostProgram.Build(settings).RunLivecallerAsync();
        var root = new RootCommand(Description)
        {
            OperatorCommands.Create(settings),
            WidgetCommands.Create(settings),
            DataCommands.Backup(settings),
            DataCommands.Restore(settings),
            MigrateCommand.Create(settings),
            EpochCommands.Create(settings),
            DataCommands.Check(settings),
            DataCommands.RotateKeys(settings),
            SearchCommands.Create(settings),
            SeedCommand.Create(settings),
        };
        var parsed = root.Parse(rest);
        if (parsed.Action is ParseErrorAction errors) errors.ShowHelp = false;
        return await parsed.InvokeAsync();
    }
}
