using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Livecaller.Server.Attachments;
using Livecaller.Server.Hosting;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Administration;

/// <summary>A result of <c>check</c>.</summary>
/// <param name="Subject">What was checked.</param>
/// <param name="Text">What was found.</param>
/// <param name="IsFault">Whether a server couldn't start or work with it.</param>
internal sealed record Finding(string Subject, string Text, bool IsFault);

// Tells an administrator whether a server could start here, without starting one.
internal sealed class ServerCheck(
    IOptions<LivecallerServerOptions> options, DataDirectory directory, IDbContextFactory<LivecallerDbContext> contexts,
    LivecallerDatabase database, AttachmentFiles files, WidgetSecrets secrets, TimeProvider time)
{
    // Clocks of machines that are kept in step differ by less.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(1);

    // No version of this program is older.
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks everything, in the order in which a start needs it.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        LivecallerServerOptions settings;
        try
        {
            settings = options.Value;
        }
        catch (Exception e) when (e is OptionsValidationException or LivecallerStartupException)
        {
            return [new("Settings", e.Message.ReplaceLineEndings(" "), true)];
        }

        findings.Add(new("Settings", "valid", false));
        var root = Path.GetFullPath(settings.DataDirectory);
        var isRunning = CheckDirectory(root, findings);
        await CheckDataAsync(root, findings, cancellationToken).ConfigureAwait(false);
        if (files.IsShared && directory.Fault is null) findings.Add(await CheckFilesAsync(cancellationToken).ConfigureAwait(false));
        findings.AddRange(addresses.Select(address => CheckAddress(address, isRunning)));
        return findings;
    }

    private static bool CheckDirectory(string root, List<Finding> findings)
    {
        const string subject = "Data directory";
        if (!Directory.Exists(root))
        {
            findings.Add(new(subject, $"'{root}' doesn't exist yet; the first start creates it", false));
            return false;
        }

        try
        {
            DataDirectory.Probe(root, 1);
            var file = Path.Combine(root, "livecaller.lock");
            using var taken = File.Exists(file) ? FileLock.TryTake(file) : null;
            var isRunning = File.Exists(file) && taken is null;
            findings.Add(new(subject, isRunning ? $"'{root}' is in use by a server that runs" : $"'{root}' can be written", false));
            return isRunning;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new(subject, $"'{root}' cannot be written: {e.Message}", true));
            return false;
        }
    }

    private async Task CheckDataAsync(string root, List<Finding> findings, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var clock = now < Earliest ? new Finding("Clock", $"it shows {now:u}, which can't be right", true) : new Finding("Clock", $"{now:u}", false);
        if (directory.Fault is not null)
        {
            findings.Add(clock);
            return;
        }

        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var file = database.Describe(db);
        try
        {
            if (await database.CheckAsync(db, cancellationToken).ConfigureAwait(false) is not { } state)
            {
                findings.AddRange([new("Database", $"'{file}' doesn't exist yet; the first start creates it", false), clock]);
                return;
            }

            var version = CommandDatabase.FaultOf(await db.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false), db.Database.GetMigrations());
            findings.Add(new("Database", version ?? $"'{file}' {state}", version is not null));
            if (version is not null) return;
            var unreadable = (await db.Widgets.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).Where(w => secrets.Read(w) is null).Select(w => w.Name).ToList();
            findings.Add(unreadable.Count == 0 ? new("Keys", $"those in '{root}' fit the database", false)
                : new("Keys", $"the secrets of these widgets can't be read with them: {string.Join(", ", unreadable)}", true));
            var newest = await db.Conversations.MaxAsync(c => (DateTimeOffset?)c.LastActivityAt, cancellationToken).ConfigureAwait(false);
            findings.Add(newest - now > MaxSkew ? new("Clock", $"it shows {now:u}, but the newest message is from {newest:u}", true) : clock);
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            findings.Add(new("Database", $"'{file}' can't be used: {e.Message.ReplaceLineEndings(" ")}", true));
        }
    }

    private async Task<Finding> CheckFilesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var fault = await files.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new("Attachments", fault ?? $"'{files.Location}' can be read and written", fault is not null);
        }
        catch (LivecallerStartupException e)
        {
            return new("Attachments", e.Message, true);
        }
    }

    private static Finding CheckAddress(string address, bool isRunning)
    {
        const string subject = "Address";
        try
        {
            var binding = Microsoft.AspNetCore.Http.BindingAddress.Parse(address);
            var ip = IPAddress.TryParse(binding.Host.Trim('[', ']'), out var parsed) ? parsed : binding.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any;
            using var listener = new TcpListener(ip, binding.Port);
            listener.Start();
            return new(subject, $"{address} is free", false);
        }
        catch (FormatException)
        {
            return new(subject, $"'{address}' is no address like http://127.0.0.1:5080", true);
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse && isRunning
                ? new(subject, $"{address} is in use, as the server runs", false)
                : new(subject, $"{address} can't be listened on: {e.Message}", true);
        }
    }
}
