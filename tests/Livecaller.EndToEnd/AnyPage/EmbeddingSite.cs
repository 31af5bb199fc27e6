using Livecaller.EndToEnd.Running;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>A web site and the host whose chat it may embed, for all tests of a class: each test has visitors of its own.</summary>
public sealed class EmbeddingSite : IAsyncLifetime
{
    private LivecallerProcess? _host;

    internal StaticSite Site { get; } = new();

    internal LivecallerProcess Host => _host!;

    internal void Deconstruct(out StaticSite site, out LivecallerProcess host) => (site, host) = (Site, Host);

    public async ValueTask InitializeAsync() => _host = await LoaderTag.StartHostForAsync(Site);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        await Site.DisposeAsync();
    }
}
