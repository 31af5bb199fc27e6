using System.Diagnostics;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Issues;

/// <summary>A kill during a start left EF Core's migration lock behind, and every later start hung without a word.</summary>
public sealed class KilledStartTests
{
    /// <summary>States of the data directory that a first start goes through, in their order.</summary>
    public static TheoryData<string> Moments => ["locked", "keys", "database", "journal", "schema begun", "schema half", "schema done"];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_host_that_was_killed_during_its_first_start_starts_and_serves(string moment)
    {
        await using var host = await LivecallerProcess.KillHostDuringItsStartAsync(data => HasCome(moment, data), LivecallerProcess.Seed);

        await host.RestartAsync();

        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        Assert.Empty(host.Complaints);
    }

    [Fact]
    public async Task A_host_that_is_killed_at_every_start_for_a_while_starts_in_the_end()
    {
        await using var host = await LivecallerProcess.KillHostDuringItsStartAsync(data => HasCome("schema begun", data), LivecallerProcess.Seed);
        for (var kill = 1; kill <= 8; kill++)
        {
            // Each time a little later, from before the directory is locked until after the database is open.
            var (delay, sinceLaunch) = (TimeSpan.FromMilliseconds(300 * kill), Stopwatch.StartNew());
            await host.KillDuringRestartAsync(_ => sinceLaunch.Elapsed >= delay);
        }

        await host.RestartAsync();

        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
    }

    private static bool HasCome(string moment, string data) => moment switch
    {
        "locked" => File.Exists(Path.Combine(data, "livecaller.lock")),
        "keys" => File.Exists(Path.Combine(data, "keys.json")),
        "database" => File.Exists(Path.Combine(data, "livecaller.db")),
        "journal" => LengthOf(data, "livecaller.db-wal") > 0,
        "schema begun" => LengthOf(data, "livecaller.db-wal") > 20_000,
        "schema half" => LengthOf(data, "livecaller.db-wal") > 150_000,
        "schema done" => LengthOf(data, "livecaller.db-wal") > 400_000,
        _ => throw new ArgumentOutOfRangeException(nameof(moment)),
    };

    private static long LengthOf(string data, string name) => new FileInfo(Path.Combine(data, name)) is { Exists: true } file ? file.Length : 0;
}
