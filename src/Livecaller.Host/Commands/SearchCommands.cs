using System.CommandLine;
using System.Globalization;
using Livecaller.Server.Administration;
using Livecaller.Server.Search;

namespace Livecaller.Host.Commands;

/// <summary><c>search rebuild</c>.</summary>
internal static class SearchCommands
{
    public static Command Create(string[] settings)
    {
        var rebuild = new Command("rebuild", "Fills the search index again.");
        rebuild.SetAction((_, cancellationToken) => CommandRun.RunAsync(settings, DataDirectoryUse.Exclusive, async services =>
        {
            var (messages, visitors) = await services.GetRequiredService<SearchRebuild>().RunAsync(cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{messages:N0} messages and {visitors:N0} visitors can be searched."));
            return 0;
        }));
        return new Command("search", "The search index. The server must not run.") { rebuild };
    }
}
