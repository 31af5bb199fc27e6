namespace Livecaller.Contract.Tests.Servers;

/// <summary>Starts servers of one kind. A new kind, such as another database, derives from this and from <see cref="WidgetContract"/>.</summary>
public abstract class ContractServers : IAsyncLifetime
{
    /// <summary>One with the default setup, for all tests that do not mind each other.</summary>
    public IContractServer Shared { get; private set; } = null!;

    public abstract Task<IContractServer> StartAsync(ContractSetup setup);

    public virtual async ValueTask InitializeAsync() => Shared = await StartAsync(new());

    public virtual async ValueTask DisposeAsync()
    {
        await Shared.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
