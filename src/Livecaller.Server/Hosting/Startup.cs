using Livecaller.Server.Housekeeping;
using Livecaller.Server.Mail;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Hosting;

// Opens what everything else works with, before any service of the app starts, and lets go of it after all of them have stopped.
internal sealed class Startup(
    DataDirectory directory, ServerKeys keys, DatabaseOpening opening, FirstStart firstStart, AttachmentCheck attachments, IServiceScopeFactory scopes, StartupReport report,
    IOptions<LivecallerServerOptions> options, MailGate mail) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if ((directory.Fault ?? keys.Fault) is { } fault) throw fault;
        var settings = options.Value;
        if (settings.Database != "sqlite")
            throw new LivecallerStartupException($"Livecaller:Database is '{settings.Database}'; expected sqlite.");
        foreach (var limit in typeof(LivecallerLimits).GetProperties())
            if (Convert.ToInt64(limit.GetValue(settings.Limits), System.Globalization.CultureInfo.InvariantCulture) < 1)
                throw new LivecallerStartupException($"Livecaller:Limits:{limit.Name} must be at least 1.");

        if (settings.Retention.Sessions < TimeSpan.Zero) throw new LivecallerStartupException("Livecaller:Retention:Sessions must not be negative.");
        if (settings.Retention.CleanupInterval < TimeSpan.FromSeconds(1) || settings.Retention.CleanupInterval > TimeSpan.FromDays(1))
            throw new LivecallerStartupException("Livecaller:Retention:CleanupInterval must be between one second and one day.");
        if (mail.Fault is { } mailFault) throw new LivecallerStartupException(mailFault);

        var scope = scopes.CreateAsyncScope();
        await using var scopeLifetime = scope.ConfigureAwait(false);
        var db = scope.ServiceProvider.GetRequiredService<LivecallerDbContext>();
        await opening.OpenAsync(db, cancellationToken).ConfigureAwait(false);
        if (!await db.Widgets.AnyAsync(cancellationToken).ConfigureAwait(false))
            report.Seed = await firstStart.SeedAsync(scope.ServiceProvider, db, settings.Seed, cancellationToken).ConfigureAwait(false);
        await attachments.RemoveFilesWithoutRowsAsync(db, isNewDatabase: report.Seed is not null, cancellationToken).ConfigureAwait(false);
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        opening.Release();
        directory.Release();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
