using Livecaller.Server.Hosting;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Tests.Hosting;

public sealed class StartFaultTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-faults").FullName;

    private string Data => Path.Combine(_directory, "data");

    [Fact]
    public async Task A_file_in_the_directorys_place_is_told_at_the_start()
    {
        File.WriteAllText(Data, "a file");
        Assert.Contains("Livecaller:DataDirectory", await FaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_became_good_in_between_still_does_not_start_half_a_server()
    {
        File.WriteAllText(Data, "a file");
        await using var app = LivecallerServer.Build(Data);
        Assert.NotNull(app.Services.GetRequiredService<DataDirectory>().Fault);
        File.Delete(Data);
        await Assert.ThrowsAsync<LivecallerStartupException>(() => app.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_at_the_start()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "livecaller.db"), string.Join(' ', Enumerable.Repeat("no database", 100)));
        Assert.Contains("database", await FaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_a_folder_is_told_at_the_start()
    {
        Directory.CreateDirectory(Path.Combine(Data, "livecaller.db"));
        Assert.Contains("database", await FaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_with_torn_pages_is_told_at_the_start()
    {
        await using (await LivecallerServer.StartAsync(Data)) { }
        var file = Path.Combine(Data, "livecaller.db");
        var bytes = File.ReadAllBytes(file);
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        File.WriteAllBytes(file, bytes);
        Assert.Contains("database", await FaultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_told_at_the_start()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "keys.json"), "{\"app_id\":");
        Assert.Contains("keys.json", await FaultAsync(), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Data, "keys.json"), "{}");
        Assert.Contains("keys.json", await FaultAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Livecaller:Seed:JwtSecret", "too-short")]
    [InlineData("Livecaller:Seed:JwtSecret", "")]
    [InlineData("Livecaller:Seed:WidgetId", "no widget/id")]
    [InlineData("Livecaller:Seed:AllowedOrigins", "shop.example")]
    [InlineData("Livecaller:Seed:OperatorPassword", "short")]
    [InlineData("Livecaller:Database", "oracle")]
    [InlineData("Livecaller:Limits:LoginsPerMinute", "0")]
    [InlineData("Livecaller:Limits:LoginsPerMinute", "many")]
    [InlineData("Livecaller:Realtime:AppKey", "a key/with more")]
    [InlineData("Livecaller:DataDirectory", "")]
    public async Task A_setting_that_cannot_be_taken_is_named(string setting, string value) =>
        Assert.Contains(setting.Split(':')[^1], await FaultAsync((setting, value)), StringComparison.Ordinal);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    // Mapping must not throw: the host has nobody there who could tell it.
    private async Task<string> FaultAsync(params (string Key, string Value)[] settings)
    {
        await using var app = LivecallerServer.Build(Data, settings);
        // The dashboard's pages need it while they are mapped.
        app.Services.GetRequiredService<IDataProtectionProvider>();
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.True(fault is LivecallerStartupException or OptionsValidationException, fault.ToString());
        Assert.DoesNotContain('\n', fault.Message);
        return fault.Message;
    }
}
