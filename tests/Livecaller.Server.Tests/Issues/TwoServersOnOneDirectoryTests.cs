using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Tests.Issues;

/// <summary>Two servers on one data directory were both served, each with keys of its own: tokens of one were refused by the other.</summary>
public sealed class TwoServersOnOneDirectoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-two").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_server_is_refused_with_one_line_and_the_first_goes_on()
    {
        await using var first = await LivecallerServer.StartAsync(_directory);

        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() => LivecallerServer.StartAsync(_directory));

        Assert.Contains($"'{_directory}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("in use", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        await first.VisitorAsync();
    }

    [Fact]
    public async Task A_locked_directory_can_still_be_read_and_copied_as_a_backup_does()
    {
        await using var server = await LivecallerServer.StartAsync(_directory);

        foreach (var file in Directory.GetFiles(_directory, "*", SearchOption.AllDirectories)) await File.ReadAllBytesAsync(file, _ct);

        await Assert.ThrowsAsync<LivecallerStartupException>(() => LivecallerServer.StartAsync(_directory));
    }

    [Fact]
    public async Task Of_many_servers_that_start_at_once_on_an_empty_directory_one_is_served_with_the_keys_on_the_disk()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(StartOrRefuseAsync, _ct)));

        await using var server = Assert.Single(starts.OfType<LivecallerServer>());
        Assert.Contains(server.Get<ServerKeys>().AppKey, await File.ReadAllTextAsync(Path.Combine(_directory, "keys.json"), _ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_with_directories_of_their_own_and_one_database_are_refused_too()
    {
        var file = Path.Combine(_directory, "shared.db");
        await using var first = await LivecallerServer.StartAsync(Path.Combine(_directory, "one"), ("ConnectionStrings:Livecaller", $"Data Source={file}"));

        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() =>
            LivecallerServer.StartAsync(Path.Combine(_directory, "two"), ("ConnectionStrings:Livecaller", $"Data Source={file}")));

        Assert.Contains("in use", fault.Message, StringComparison.Ordinal);
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_was_stopped_lets_go_of_its_directory_before_it_is_disposed()
    {
        await using var first = LivecallerServer.Build(_directory);
        await first.StartAsync(_ct);
        await first.StopAsync(_ct);

        await using var second = await LivecallerServer.StartAsync(_directory);

        await second.VisitorAsync();
    }

    [Fact]
    public async Task An_app_that_was_built_and_never_started_lets_go_of_its_directory_when_it_is_disposed()
    {
        await using (var app = LivecallerServer.Build(_directory)) _ = app.Services.GetRequiredService<ServerKeys>();

        await using var server = await LivecallerServer.StartAsync(_directory);

        await server.VisitorAsync();
    }

    [Fact]
    public async Task A_server_whose_start_failed_lets_go_of_its_directory()
    {
        await Assert.ThrowsAsync<LivecallerStartupException>(() => LivecallerServer.StartAsync(_directory, ("Livecaller:Seed:JwtSecret", "short")));

        await using var server = await LivecallerServer.StartAsync(_directory);

        await server.VisitorAsync();
    }

    [Fact]
    public async Task An_apps_own_service_that_was_registered_first_finds_the_database_ready()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Livecaller:DataDirectory"] = _directory;
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Services.AddHostedService<EarlyService>();
        builder.Services.AddLivecaller(builder.Configuration);
        await using var app = builder.Build();
        app.MapLivecaller();

        await app.StartAsync(_ct);
        await app.StopAsync(_ct);
    }

    [Fact]
    public async Task What_a_killed_start_left_half_written_is_removed()
    {
        Directory.CreateDirectory(_directory);
        string[] leftOver = ["keys.json.0123456789abcdef0123456789abcdef.tmp", ".probe-0123456789abcdef0123456789abcdef.tmp"];
        foreach (var name in leftOver) await File.WriteAllTextAsync(Path.Combine(_directory, name), "half", _ct);

        await using var server = await LivecallerServer.StartAsync(_directory);

        Assert.Empty(Directory.GetFiles(_directory).Select(Path.GetFileName).Intersect(leftOver));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<LivecallerServer?> StartOrRefuseAsync()
    {
        try
        {
            return await LivecallerServer.StartAsync(_directory);
        }
        catch (LivecallerStartupException)
        {
            return null;
        }
    }

    // On a first start the widget is created when the server listens, before StartedAsync() is called.
    private sealed class EarlyService(Livecaller.Server.Widgets.IWidgetService widgets) : IHostedLifecycleService
    {
        public async Task StartAsync(CancellationToken cancellationToken) => Assert.Empty((await widgets.ListAsync(OperatorCaller.Application, cancellationToken)).Value!);

        public async Task StartedAsync(CancellationToken cancellationToken) => Assert.Single((await widgets.ListAsync(OperatorCaller.Application, cancellationToken)).Value!);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
