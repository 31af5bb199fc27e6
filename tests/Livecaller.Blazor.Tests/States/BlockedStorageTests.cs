using Bunit;
using Livecaller.Blazor.Storage;
using Livecaller.Blazor.Tests.Support;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.States;

/// <summary>A browser that lets the page keep nothing, as it may do to a third party's.</summary>
public sealed class BlockedStorageTests : AppTest
{
    private readonly Browser _browser = new() { Fault = () => new JSException("SecurityError") };

    protected override LivecallerOptions Configure(IServiceProvider provider, LivecallerOptions made) =>
        Host.CreateOptions() with { SessionStore = new BrowserSessionStore(_browser, "key") };

    [Fact]
    public async Task The_chat_works_from_memory_and_says_so_once()
    {
        var heard = new List<DurabilityChanged>();
        using var listener = Client.Events.On<DurabilityChanged>(heard.Add);
        Assert.False(Client.IsDurable);
        var app = Mount();

        await SeesAsync(app, "Your browser isn’t saving this chat.");
        await WriteAsync(app, "Hello?");
        await UntilAsync(() => Host.Conversations.Count == 1);
        await SeesAsync(app, "Hello?");

        await PressAsync(app, ".notices .answer");
        Assert.DoesNotContain("keeps nothing", app.Markup, StringComparison.Ordinal);
        Assert.Empty(heard);
    }
}
