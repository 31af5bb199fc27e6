using System.Data.Common;
using Livecaller.Server.Administration;
using Livecaller.Server.Hosting;
using Microsoft.Data.Sqlite;

namespace Livecaller.Host.Commands;

/// <summary>Runs a command on the data of a server. What goes wrong is one line on the standard error, and the exit code is 1.</summary>
internal static class CommandRun
{
    private const int Busy = 5;

    /// <summary>Runs a command that needs the database of a server, which may be running.</summary>
    public static Task<int> OnDatabaseAsync(string[] settings, Func<IServiceProvider, Task> command, CancellationToken cancellationToken) =>
        RunAsync(settings, DataDirectoryUse.Shared, async services =>
        {
            await services.GetRequiredService<CommandDatabase>().OpenAsync(cancellationToken);
            await command(services);
            return 0;
        });

    /// <summary>Runs a command.</summary>
    /// <param name="settings">The settings of the command line.</param>
    /// <param name="use">What the command does with the data directory.</param>
    /// <param name="command">The command. It returns the exit code.</param>
    /// <param name="configure">Changes what the settings say.</param>
    public static async Task<int> RunAsync(
        string[] settings, DataDirectoryUse use, Func<IServiceProvider, Task<int>> command, Action<WebApplicationBuilder>? configure = null)
    {
        try
        {
            await using var app = HostProgram.Build(settings, builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton(use);
                configure?.Invoke(builder);
            });
            await using var scope = app.Services.CreateAsyncScope();
            return await command(scope.ServiceProvider);
        }
        catch (Exception e) when (ReasonOf(e) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason.ReplaceLineEndings(" "));
            return 1;
        }
    }

    private static string? ReasonOf(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: Busy } => "The database is locked by another process. Try again.",
        DbException => $"The database cannot be used: {exception.Message}",
        LivecallerStartupException or Microsoft.Extensions.Options.OptionsValidationException or IOException or UnauthorizedAccessException => exception.Message,
        _ => exception.InnerException is { } inner ? ReasonOf(inner) : null,
    };
}
