using Livecaller.Blazor.Storage;
using Livecaller.Blazor.Tests.Support;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Storage;

public sealed class BrowserSessionStoreTests
{
    private readonly Browser _browser = new();
    private readonly Warnings<BrowserSessionStore> _warnings = [];
    private readonly BrowserSessionStore _store;

    public BrowserSessionStoreTests() => _store = new(_browser, "key", _warnings);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_session_is_kept_in_the_browser()
    {
        Assert.Null(await _store.LoadAsync(Cancelled));
        await _store.SaveAsync("one", Cancelled);
        Assert.Equal("one", await new BrowserSessionStore(_browser, "key").LoadAsync(Cancelled));

        await _store.ClearAsync(Cancelled);
        Assert.Empty(_browser.Storage);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task What_cannot_be_read_is_set_aside()
    {
        await _store.SaveAsync("broken", Cancelled);
        await _store.SetAsideAsync(Cancelled);

        Assert.Null(await _store.LoadAsync(Cancelled));
        Assert.Equal("broken", Assert.Single(_browser.Storage).Value);
    }

    [Fact]
    public async Task Where_storage_is_blocked_the_session_lives_in_memory_and_one_warning_says_so()
    {
        _browser.Fault = () => new JSException("SecurityError");

        await _store.SaveAsync("one", Cancelled);
        Assert.Equal("one", await _store.LoadAsync(Cancelled));
        await _store.ClearAsync(Cancelled);
        Assert.Null(await _store.LoadAsync(Cancelled));
        Assert.Single(_warnings);
        Assert.IsType<JSException>(_store.Failure);
    }

    [Fact]
    public async Task A_tab_that_is_gone_is_no_blocked_storage()
    {
        _browser.Fault = () => new JSDisconnectedException("gone");
        await _store.SaveAsync("one", Cancelled);

        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Prerendering_is_said_and_not_taken_for_blocked_storage()
    {
        _browser.Fault = () => new InvalidOperationException("JavaScript interop calls cannot be issued at this time.");
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => _store.LoadAsync(Cancelled).AsTask());
        Assert.Contains("prerendered", e.Message, StringComparison.Ordinal);

        _browser.Fault = null;
        await _store.SaveAsync("one", Cancelled);
        Assert.Equal("one", _browser.Storage["key"]);
    }
}
