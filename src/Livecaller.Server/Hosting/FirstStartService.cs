using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Hosting;

// Creates what the first start needs when the server listens: a start that fails before, because the address is taken for example, has created
// nothing. Requests wait until then (StartGate).
internal sealed partial class FirstStartService(
    FirstStart firstStart, StartGate gate, IKeyStore keyStore, SetupAddress setup, StartupReport report,
    IServiceScopeFactory scopes, IOptions<LivecallerServerOptions> options, ILogger<FirstStartService> logger) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using var scopeLifetime = scope.ConfigureAwait(false);
            await firstStart.SeedAsync(scope.ServiceProvider, options.Value.Seed, cancellationToken).ConfigureAwait(false);
            report.Login = await FirstSteps.FindAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (CryptographicException e)
        {
            throw LivecallerStartupException.OfKeys(keyStore.RingLocation, e);
        }

        gate.Open();
        if (report.IsPrinted || report.Login?.SetupToken is not { } token) return;
        if (setup.For(token) is { } link) LogSetupLink(link);
        else LogNoAccount();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody can sign in to Livecaller yet. Open {SetupLink} within an hour to create the first account.")]
    private partial void LogSetupLink(string setupLink);

    [LoggerMessage(Level = LogLevel.Information, Message = "Nobody can sign in to Livecaller yet. Set Livecaller:Seed:OperatorEmail and OperatorPasswordFile to create the first account, or map the dashboard.")]
    private partial void LogNoAccount();
}
