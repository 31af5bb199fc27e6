namespace Livecaller.Tests.Session;

public sealed class FileSessionStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("livecaller-sdk-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_root, "new");

    private string File => Path.Combine(Folder, "session.json");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Nothing_is_there_before_the_first_save() => Assert.Null(await new FileSessionStore(File).LoadAsync(_ct));

    [Fact]
    public async Task What_was_saved_last_is_loaded_and_cleared()
    {
        var store = new FileSessionStore(File);
        await store.SaveAsync("one", _ct);
        await store.SaveAsync("zwei ü", _ct);
        Assert.Equal("zwei ü", await new FileSessionStore(File).LoadAsync(_ct));
        await store.ClearAsync(_ct);
        await store.ClearAsync(_ct);
        Assert.Null(await store.LoadAsync(_ct));
    }

    [Fact]
    public async Task Only_the_owner_may_read_file_and_directory()
    {
        if (OperatingSystem.IsWindows()) return;
        await new FileSessionStore(File).SaveAsync("one", _ct);
        await new FileSessionStore(File).SaveAsync("two", _ct);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Folder));
    }

    [Fact]
    public async Task Save_that_fails_leaves_the_old_session_and_no_litter()
    {
        var store = new FileSessionStore(File);
        await store.SaveAsync("old", _ct);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.SaveAsync("new", cancelled.Token));
        Assert.Equal("old", await store.LoadAsync(_ct));
        Assert.Equal([File], Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Reader_never_sees_half_a_session()
    {
        var store = new FileSessionStore(File);
        string[] texts = [new('a', 100_000), new('b', 100_000)];
        await store.SaveAsync(texts[0], _ct);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 50; i++) await store.SaveAsync(texts[i % 2], _ct);
            },
            _ct);
        do Assert.Contains(await store.LoadAsync(_ct), texts);
        while (!writing.IsCompleted);
        await writing;
    }
}
