using Livecaller.Tests.Fakes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Tests.Session;

public sealed class ProtectedSessionTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("livecaller-sdk-");
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private string File => Path.Combine(_root.FullName, "session.json");

    public void Dispose() => _root.Delete(recursive: true);

    private IDataProtector Protector(string keys = "keys") =>
        new ServiceCollection().AddDataProtection().PersistKeysToFileSystem(_root.CreateSubdirectory(keys)).Services
            .BuildServiceProvider().GetDataProtector("app");

    private async Task SignInAsync(IDataProtector? protector)
    {
        await using var chat = new Chat { Store = new FileSessionStore(File, protector) };
        await chat.CreateAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
    }

    private async Task<string?> VisitorAsync(IDataProtector? protector, RecordedLog? log = null)
    {
        var options = new Chat { Store = new FileSessionStore(File, protector) }.Options;
        await using var client = await LivecallerClient.CreateAsync(options with { LoggerFactory = log }, _ct);
        return client.Visitor?.UserId;
    }

    [Fact]
    public async Task Nothing_of_the_session_can_be_read_in_the_file()
    {
        await SignInAsync(Protector());
        var stored = await System.IO.File.ReadAllTextAsync(File, _ct);
        Assert.DoesNotContain("ann", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("access_token", stored, StringComparison.Ordinal);
        Assert.Equal("ann", await VisitorAsync(Protector()));
    }

    [Fact]
    public async Task Plain_file_from_before_is_read_and_encrypted()
    {
        await SignInAsync(null);
        Assert.Contains("access_token", await System.IO.File.ReadAllTextAsync(File, _ct), StringComparison.Ordinal);
        Assert.Contains("ann", await new FileSessionStore(File, Protector()).LoadAsync(_ct), StringComparison.Ordinal);
        Assert.DoesNotContain("access_token", await System.IO.File.ReadAllTextAsync(File, _ct), StringComparison.Ordinal);
        Assert.Equal("ann", await VisitorAsync(Protector()));
    }

    [Theory]
    [InlineData("other keys")]
    [InlineData(null)]
    public async Task File_whose_key_is_lost_is_set_aside_with_a_warning(string? keys)
    {
        await SignInAsync(Protector());
        var stored = await System.IO.File.ReadAllTextAsync(File, _ct);
        var log = new RecordedLog();
        Assert.Null(await VisitorAsync(keys is null ? null : Protector(keys), log));
        Assert.Equal(stored, await System.IO.File.ReadAllTextAsync(File + ".unreadable", _ct));
        Assert.True(log.Has(LogLevel.Warning, keys is null ? "no IDataProtector" : "key may be lost"));
    }

    [Theory]
    [InlineData("livecaller-protected-1:")]
    [InlineData("livecaller-protected-1:%%%")]
    [InlineData("livecaller-protected-1:AAAA")]
    public async Task Damaged_file_is_set_aside(string stored)
    {
        await System.IO.File.WriteAllTextAsync(File, stored, _ct);
        Assert.Null(await VisitorAsync(Protector()));
        Assert.False(System.IO.File.Exists(File));
    }
}
