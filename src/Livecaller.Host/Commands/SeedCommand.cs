using System.CommandLine;
using System.Globalization;
using Livecaller.Server.Administration;
using Livecaller.Server.Seeding;

namespace Livecaller.Host.Commands;

/// <summary><c>seed</c>.</summary>
internal static class SeedCommand
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    public static Command Create(string[] settings)
    {
        var conversations = Number("--conversations", "How many conversations are added.", 100);
        var messages = Number("--messages", "How many messages they have together. Each has at least one.", 1_000);
        var seed = new Option<int>("--seed") { Description = "The same number adds the same conversations.", DefaultValueFactory = _ => 1 };
        var command = new Command("seed", "Adds made-up conversations, for trying and measuring. The server must not run.") { conversations, messages, seed };
        command.SetAction((parsed, cancellationToken) => CommandRun.RunAsync(settings, DataDirectoryUse.Exclusive, async services =>
        {
            var time = services.GetRequiredService<TimeProvider>();
            var reportedAt = time.GetTimestamp();
            var added = await services.GetRequiredService<DemoData>().AddAsync(
                new(parsed.GetValue(conversations), parsed.GetValue(messages), parsed.GetValue(seed)),
                count =>
                {
                    if (time.GetElapsedTime(reportedAt) < ReportEvery) return;
                    reportedAt = time.GetTimestamp();
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} messages"));
                },
                cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{added.Conversations:N0} conversations with {added.Messages:N0} messages were added in {added.Duration.TotalSeconds:0.0} s, {added.Messages / added.Duration.TotalSeconds:N0} messages a second."));
            return 0;
        }));
        return command;
    }

    private static Option<int> Number(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any()) return;
            if (result.GetValue(option) < 1) result.AddError($"{name} must be 1 or more.");
        });
        return option;
    }
}
