using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Issues;

/// <summary>Two processes on one data directory were both served, with keys of their own.</summary>
public sealed class TwoProcessesTests
{
    [Fact]
    public async Task The_second_host_on_a_directory_is_refused_with_one_line_until_the_first_is_gone()
    {
        await using var first = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);

        var (exitCode, complaints) = await LivecallerProcess.FailToStartHostAsync($"--Livecaller:DataDirectory={first.DataDirectory}");

        Assert.Equal(1, exitCode);
        var line = Assert.Single(complaints);
        Assert.Contains(first.DataDirectory, line, StringComparison.Ordinal);
        Assert.Contains("in use", line, StringComparison.Ordinal);
        using var visitor = await Api.LoginAsync(first.Address, LivecallerProcess.WidgetId);

        // The operating system releases the lock of a killed process, and the keys are those of before.
        await first.KillAsync();
        await first.RestartAsync();
        await visitor.GetAsync("v1/widget/conversations");
        await first.StopAsync();
        await first.RestartAsync();
        await visitor.GetAsync("v1/widget/conversations");
    }

    [Fact]
    public async Task Of_two_hosts_that_start_at_once_on_an_empty_directory_one_is_served()
    {
        using var shared = new TemporaryFolder();
        string[] arguments = [.. LivecallerProcess.Seed, $"--Livecaller:DataDirectory={shared.Path}"];

        var starts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => LivecallerProcess.TryStartHostAsync(arguments)));

        await using var served = Assert.Single(starts, s => s.Host is not null).Host!;
        Assert.Contains("in use", Assert.Single(Assert.Single(starts, s => s.Host is null).Complaints), StringComparison.Ordinal);
        using var visitor = await Api.LoginAsync(served.Address, LivecallerProcess.WidgetId);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("livecaller-two-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
