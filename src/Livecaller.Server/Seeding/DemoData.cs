using Livecaller.Server.Administration;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Seeding;

// Fills a database with made-up conversations, for trying and measuring. The latest of them are open.
internal sealed class DemoData(
    Startup startup, FirstStart firstStart, IServiceScopeFactory scopes, IDbContextFactory<LivecallerDbContext> contexts, LivecallerDatabase database,
    TimeProvider time, IOptions<LivecallerServerOptions> options)
{
    private const int MessagesTogether = 5_000;
    private const double Queued = 0.02;
    private const double Open = 0.05;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    /// <summary>Adds conversations to the database of a server that isn't running, which is created where it doesn't exist.</summary>
    /// <param name="amount">How many of what.</param>
    /// <param name="progress">Told the number of messages so far.</param>
    /// <param name="cancellationToken">Stops after what has been stored.</param>
    public async Task<DemoResult> AddAsync(DemoAmount amount, Action<int> progress, CancellationToken cancellationToken)
    {
        await startup.StartingAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await AddOperatorAsync(cancellationToken).ConfigureAwait(false);
            var began = time.GetTimestamp();
            var added = await FillAsync(amount, progress, cancellationToken).ConfigureAwait(false);
            return new DemoResult(amount.Conversations, added, time.GetElapsedTime(began));
        }
        finally
        {
            await startup.StoppedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Conversations have an operator. Without a login of the settings, its password is set with the command operator reset-password.
    private async Task AddOperatorAsync(CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using var scopeLifetime = scope.ConfigureAwait(false);
        await firstStart.SeedAsync(scope.ServiceProvider, options.Value.Seed, cancellationToken).ConfigureAwait(false);
        var first = scope.ServiceProvider.GetRequiredService<FirstOperator>();
        if (!await first.IsMissingAsync(cancellationToken).ConfigureAwait(false)) return;
        await first.CreateAsync("Admin", FirstStart.DefaultEmail, OperatorAdministration.NewPassword(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> FillAsync(DemoAmount amount, Action<int> progress, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var widget = await db.Widgets.AsNoTracking().OrderBy(w => w.CreatedAt).Select(w => w.Id).FirstAsync(cancellationToken).ConfigureAwait(false);
        var operators = await db.Users.AsNoTracking().OrderBy(u => u.Email).ToListAsync(cancellationToken).ConfigureAwait(false);
        var known = await db.Conversations.CountAsync(cancellationToken).ConfigureAwait(false);
        var random = new Random(amount.Seed);
        var start = time.GetUtcNow() - Between * amount.Conversations;
        using var writer = new DemoWriter(contexts, database);
        var (added, stored) = (0, 0);
        for (var number = 0; number < amount.Conversations; number++)
        {
            var messages = (int)((long)amount.Messages * (number + 1) / amount.Conversations - (long)amount.Messages * number / amount.Conversations);
            writer.Add(new SampleConversation(
                random, known + number, Math.Max(1, messages), StatusOf((number + 0.5) / amount.Conversations, random), widget, operators[number % operators.Count], start + Between * number));
            added += Math.Max(1, messages);
            if (added - stored < MessagesTogether && number < amount.Conversations - 1) continue;
            cancellationToken.ThrowIfCancellationRequested();
            writer.Commit();
            stored = added;
            progress(added);
        }

        await OpenCounts.RecountAsync(db, cancellationToken).ConfigureAwait(false);
        return added;
    }

    private static ConversationStatus StatusOf(double part, Random random) => part < 1 - Open ? ConversationStatus.Closed
        : random.NextDouble() < Queued / Open ? ConversationStatus.Queued : ConversationStatus.Active;
}

/// <summary>How much is added.</summary>
/// <param name="Conversations">The number of conversations.</param>
/// <param name="Messages">The number of messages in all of them; each has at least one.</param>
/// <param name="Seed">The same number adds the same conversations. Their times end with the present.</param>
internal sealed record DemoAmount(int Conversations, int Messages, int Seed);

/// <summary>What was added.</summary>
/// <param name="Conversations">The number of conversations.</param>
/// <param name="Messages">The number of messages.</param>
/// <param name="Duration">How long that took.</param>
internal sealed record DemoResult(int Conversations, int Messages, TimeSpan Duration);
