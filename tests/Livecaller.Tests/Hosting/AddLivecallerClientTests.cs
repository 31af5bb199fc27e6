using Livecaller.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Tests.Hosting;

public sealed class AddLivecallerClientTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_scope_has_one_client_of_its_own_that_ends_with_it()
    {
        var services = new ServiceCollection().AddLivecallerClient(new Chat().Options).BuildServiceProvider();
        await using var _ = services;
        LivecallerClient client;
        await using (var scope = services.CreateAsyncScope())
        {
            var provider = scope.ServiceProvider.GetRequiredService<ILivecallerClientProvider>();
            client = await provider.GetAsync(_ct);
            Assert.Same(client, await provider.GetAsync(_ct));
            await using var other = services.CreateAsyncScope();
            Assert.NotSame(client, await other.ServiceProvider.GetRequiredService<ILivecallerClientProvider>().GetAsync(_ct));
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.StartBackgroundEventsAsync(_ct));
    }

    [Fact]
    public async Task A_worker_takes_one_client_for_its_whole_life_in_a_singleton()
    {
        var chat = new Chat();
        var services = new ServiceCollection().AddLivecallerClient(_ => chat.Options, ServiceLifetime.Singleton).AddSingleton<Worker>()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        LivecallerClient client;
        await using (services)
        {
            client = await services.GetRequiredService<Worker>().Provider.GetAsync(_ct);
            await using var scope = services.CreateAsyncScope();
            Assert.Same(client, await scope.ServiceProvider.GetRequiredService<ILivecallerClientProvider>().GetAsync(_ct));
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.StartBackgroundEventsAsync(_ct));
    }

    [Fact]
    public void A_client_that_each_use_creates_again_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddLivecallerClient(_ => new Chat().Options, ServiceLifetime.Transient));

    [Fact]
    public async Task Token_provider_may_come_from_the_services()
    {
        var chat = new Chat();
        var backend = new Provider();
        await using var services = new ServiceCollection().AddSingleton(backend)
            .AddLivecallerClient(s => chat.Options with { TokenProvider = s.GetRequiredService<Provider>().AskAsync }).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var client = await scope.ServiceProvider.GetRequiredService<ILivecallerClientProvider>().GetAsync(_ct);
        await client.OpenConversationAsync(_ct);
        Assert.Equal(("ann", 1), (client.Visitor?.UserId, backend.Asked));
    }

    private sealed class Worker(ILivecallerClientProvider provider)
    {
        public ILivecallerClientProvider Provider => provider;
    }
}
