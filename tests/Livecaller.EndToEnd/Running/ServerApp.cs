namespace Livecaller.EndToEnd.Running;

/// <summary>The page in interactive server mode, for all tests of a class: each has visitors of its own.</summary>
public sealed class ServerApp : IAsyncLifetime
{
    private LivecallerProcess? _process;

    public Uri Address => _process!.Address;

    public async ValueTask InitializeAsync() => _process = await LivecallerProcess.StartServerAppAsync(LivecallerProcess.ManyLogins);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
