using System.Security.Cryptography;
using Livecaller.Realtime.Nodes;
using Livecaller.Server.Attachments;
using Livecaller.Server.EventLog;
using Livecaller.Server.Housekeeping;
using Livecaller.Server.Operators;
using Livecaller.Server.Uploads;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Hosting;

// Opens the data directory and the database before any other service of the app starts, and releases them after all have stopped.
internal sealed partial class Startup(
    DataDirectory directory, IKeyStore keyStore, ServerKeys keys, LivecallerDatabase database, WidgetSecrets secrets, AttachmentFiles files, AttachmentCheck attachments,
    LogEpoch epoch, GroupWriter group, PreparedReads reads, IServiceScopeFactory scopes, IOptions<LivecallerServerOptions> options, ILogger<Startup> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if ((directory.Fault ?? keys.Fault) is { } fault) throw fault;
        if (TemporaryFiles.UseDataDirectoryIfNeeded(directory) is { } unusable) LogNoTemporaryFolder(unusable, directory.Temporary);
        if (options.Value.Database is { } chosen && !string.Equals(chosen, database.Name, StringComparison.OrdinalIgnoreCase))
            throw new LivecallerStartupException($"Livecaller:Database is '{chosen}', but this application stores its data in {database.Name}: it has to call UsePostgreSql() for postgres.");
        if (options.Value.S3.Bucket is not null && files is LocalFiles)
            throw new LivecallerStartupException("Livecaller:S3:Bucket is set, but this application stores attachments in the data directory: it has to call UseS3().");
        var scope = scopes.CreateAsyncScope();
        await using var scopeLifetime = scope.ConfigureAwait(false);
        if (options.Value.Backplane is { } backplane) CheckBackplane(backplane, scope.ServiceProvider);
        var db = scope.ServiceProvider.GetRequiredService<LivecallerDbContext>();
        var opened = await database.OpenAsync(db, cancellationToken).ConfigureAwait(false);
        await using var openedLifetime = opened.ConfigureAwait(false);
        var isNewDatabase = !await db.Widgets.AnyAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await secrets.ProtectAllAsync(database, db, cancellationToken).ConfigureAwait(false);
            if (!isNewDatabase) await InstallationRoles.EnsureOwnerAsync(db, scope.ServiceProvider.GetRequiredService<ILookupNormalizer>(), cancellationToken).ConfigureAwait(false);
        }
        catch (CryptographicException e)
        {
            throw LivecallerStartupException.OfKeys(keyStore.RingLocation, e);
        }
        await epoch.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!database.IsShared) await OpenCounts.RecountAsync(db, cancellationToken).ConfigureAwait(false);
        // Those of another server that runs are its own. They expire in any case.
        if (!database.IsShared) await UploadReservations.RemoveFormsAsync(db, cancellationToken).ConfigureAwait(false);
        await files.OpenAsync(cancellationToken).ConfigureAwait(false);
        await attachments.StartAsync(db, isNewDatabase, cancellationToken).ConfigureAwait(false);
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        group.Close();
        reads.Close();
        database.Release();
        directory.Release();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A backplane that is set and not used would leave every node alone, without a word.
    private void CheckBackplane(string chosen, IServiceProvider services)
    {
        if (!string.Equals(chosen, "postgres", StringComparison.OrdinalIgnoreCase))
            throw new LivecallerStartupException($"Livecaller:Backplane is '{chosen}'; expected postgres. Redis is set by Livecaller:Redis.");
        if (!database.IsShared) throw new LivecallerStartupException($"Livecaller:Backplane is '{chosen}', but the data is stored in {database.Name}. Set Livecaller:Database to postgres.");
        if (options.Value.Redis is not null) throw new LivecallerStartupException("Livecaller:Backplane and Livecaller:Redis are both set. Remove one of them.");
        if (!services.GetRequiredService<INodeSignals>().HasOthers) throw new LivecallerStartupException($"Livecaller:Backplane is '{chosen}', but this application does not use it: it has to call UsePostgreSqlBackplane().");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder for temporary files, {Folder}, cannot be written. {Replacement} is used instead.")]
    private partial void LogNoTemporaryFolder(string folder, string replacement);
}
