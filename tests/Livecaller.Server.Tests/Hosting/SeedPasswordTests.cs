using Livecaller.Server.Hosting;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Hosting;

/// <summary>The first operator's password, from a setting or a file.</summary>
public sealed class SeedPasswordTests : IDisposable
{
    private const string TextSetting = "Livecaller:Seed:OperatorPassword";
    private const string FileSetting = "Livecaller:Seed:OperatorPasswordFile";
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-password").FullName;

    private string Data => Path.Combine(_directory, "data");

    private string SecretFile => Path.Combine(_directory, "secret");

    [Theory]
    [InlineData(LivecallerServer.Password)]
    [InlineData(LivecallerServer.Password + "\n")]
    [InlineData(LivecallerServer.Password + "\r\nThe second line does not count.\r\n")]
    [InlineData("\uFEFF" + LivecallerServer.Password + "\n")]
    public async Task The_first_line_of_the_file_is_the_password(string content)
    {
        File.WriteAllText(SecretFile, content);
        await using var server = await LivecallerServer.StartAsync(Data, FromFile(SecretFile));

        await server.OperatorAsync();
        Assert.Null(server.Get<StartupReport>().Login?.SetupToken);
    }

    [Fact]
    public async Task Later_starts_do_not_need_the_file()
    {
        File.WriteAllText(SecretFile, LivecallerServer.Password);
        await using (await LivecallerServer.StartAsync(Data, FromFile(SecretFile))) { }
        File.Delete(SecretFile);

        await using var server = await LivecallerServer.StartAsync(Data, FromFile(SecretFile));
        await server.OperatorAsync();
    }

    [Fact]
    public async Task Both_settings_are_refused()
    {
        File.WriteAllText(SecretFile, LivecallerServer.Password);
        Assert.Equal(
            "Livecaller:Seed:OperatorPassword and OperatorPasswordFile are both given; remove one of them.",
            await FaultAsync((TextSetting, LivecallerServer.Password), (FileSetting, SecretFile)));
    }

    [Fact]
    public async Task A_missing_file_is_told() =>
        Assert.Contains("cannot be read: Could not find file", await FileFaultAsync(SecretFile), StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_in_its_place_is_told() =>
        Assert.Contains("cannot be read", await FileFaultAsync(_directory), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs Linux.");
        File.WriteAllText(SecretFile, LivecallerServer.Password);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(SecretFile, UnixFileMode.None);
        // root can read all files but this one.
        var file = Environment.IsPrivilegedProcess ? "/proc/self/mem" : SecretFile;
        Assert.Contains("cannot be read", await FileFaultAsync(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("  \ncorrect horse\n")]
    public async Task An_empty_first_line_is_told(string content)
    {
        File.WriteAllText(SecretFile, content);
        Assert.EndsWith("is empty.", await FileFaultAsync(SecretFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_text_is_told()
    {
        File.WriteAllBytes(SecretFile, [0xC3, 0x28, 0xA0, 0xA1, 0xFF]);
        Assert.EndsWith("is not a text in UTF-8.", await FileFaultAsync(SecretFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_first_line_is_told()
    {
        File.WriteAllText(SecretFile, new string('a', 100_000));
        Assert.EndsWith("has more than 4096 characters.", await FileFaultAsync(SecretFile), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task An_empty_path_is_told(string path) =>
        Assert.Equal("Livecaller:Seed:OperatorPasswordFile must be the path of a file.", await FaultAsync((TextSetting, null!), (FileSetting, path)));

    [Theory]
    [InlineData("too short", "at least 12 characters")]
    [InlineData("livecaller2026", "the name of the product")]
    [InlineData("olga@example.com", "account's name or e-mail address")]
    public async Task A_weak_password_stops_the_start_with_the_reason(string password, string reason)
    {
        var fault = await FaultAsync((TextSetting, password));
        Assert.StartsWith(TextSetting + " cannot be used: ", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);

        File.WriteAllText(SecretFile, password);
        Assert.Equal(fault.Replace(TextSetting, FileSetting, StringComparison.Ordinal), await FileFaultAsync(SecretFile));
    }

    [Fact]
    public async Task After_a_start_that_failed_the_next_one_is_the_first()
    {
        await FaultAsync((TextSetting, "livecaller2026"));
        await using var server = await LivecallerServer.StartAsync(Data);
        await server.OperatorAsync();
    }

    [Fact]
    public async Task An_address_that_cannot_be_used_is_not_a_fault_of_the_password() =>
        Assert.StartsWith("Livecaller:Seed:OperatorEmail cannot be used: ", await FaultAsync(("Livecaller:Seed:OperatorEmail", "olga example")), StringComparison.Ordinal);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    // The server of the tests has a password of its own, which null takes away.
    private static (string Key, string Value)[] FromFile(string path) => [(TextSetting, null!), (FileSetting, path)];

    private async Task<string> FileFaultAsync(string path)
    {
        var fault = await FaultAsync(FromFile(path));
        Assert.StartsWith(FileSetting, fault, StringComparison.Ordinal);
        return fault;
    }

    private async Task<string> FaultAsync(params (string Key, string Value)[] settings)
    {
        await using var app = LivecallerServer.Build(Data, settings);
        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain('\n', fault.Message);
        return fault.Message;
    }
}
