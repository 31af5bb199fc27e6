using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Session;

public sealed class SessionStoreUseTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("livecaller-sdk-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private string File => Path.Combine(_root, "new", "session.json");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Second_client_in_one_process_is_told_which_file_and_what_to_do()
    {
        await using var first = new Chat { Store = new FileSessionStore(File) };
        await first.CreateAsync();
        var second = new Chat { Store = new FileSessionStore(File) };
        var e = await Assert.ThrowsAsync<SessionStoreInUseException>(second.CreateAsync);
        Assert.Equal(File, e.Path);
        Assert.Contains(File, e.Message, StringComparison.Ordinal);
        Assert.Contains("dispose the other client", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_client_harms_the_first_one_in_nothing()
    {
        await using var first = new Chat { Store = new FileSessionStore(File) };
        await first.CreateAsync();
        await Assert.ThrowsAsync<SessionStoreInUseException>(new Chat { Store = new FileSessionStore(File) }.CreateAsync);
        await first.Client.UserLoginAsync("ann", _ct);
        await first.RestartAsync();
        Assert.Equal("ann", first.Client.Visitor?.UserId);
    }

    [Fact]
    public async Task Disposed_client_and_failed_creation_free_the_store()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var chat = new Chat { Store = new FileSessionStore(File) };
            await chat.CreateAsync();
        }

        await System.IO.File.WriteAllTextAsync(File, "{}", _ct);
        using (var cancelled = new CancellationTokenSource())
        {
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => LivecallerClient.CreateAsync(new Chat { Store = new FileSessionStore(File) }.Options, cancelled.Token));
        }

        await using var last = new Chat { Store = new FileSessionStore(File) };
        await last.CreateAsync();
    }

    [Fact]
    public async Task Other_process_that_has_the_file_is_noticed_and_its_death_frees_it()
    {
        using var other = await OtherProcess.HoldingAsync(File);
        await using var chat = new Chat { Store = new FileSessionStore(File) };
        await Assert.ThrowsAsync<SessionStoreInUseException>(chat.CreateAsync);
        other.Kill();
        await chat.CreateAsync();
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_lock_file()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var use = await new FileSessionStore(File).AcquireAsync(_ct);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File + ".lock"));
    }
}
