using System.CommandLine;
using Livecaller.Server.EventLog;

namespace Livecaller.Host.Commands;

/// <summary><c>epoch renew</c>.</summary>
internal static class EpochCommands
{
    public static Command Create(string[] settings) => new("epoch", "The epoch of the logs, by which clients notice that the database lost events.")
    {
        Renew(settings),
    };

    private static Command Renew(string[] settings)
    {
        var command = new Command(
            "renew",
            "Tells all clients that acknowledged events were lost, for example in a failover: they read their conversations again and send what is missing. "
            + "restore does this by itself. Works while the server runs.");
        command.SetAction((_, cancellationToken) => CommandRun.OnDatabaseAsync(settings, async services =>
        {
            await services.GetRequiredService<LogEpoch>().RenewAsync(cancellationToken);
            Console.WriteLine("The epoch is renewed. Servers that run notice it within 15 seconds, and let all clients connect again.");
        }, cancellationToken));
        return command;
    }
}
