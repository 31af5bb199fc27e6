using Livecaller.Server.Administration;
using Livecaller.Server.Operators;
using Livecaller.Server.Visitors;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Hosting;

// Creates what the first start needs: a widget, the roles, and the operator's account that the settings name.
internal sealed class FirstStart(LivecallerDatabase database, WidgetSecrets secrets, TimeProvider time)
{
    private const string EmailSetting = "Livecaller:Seed:OperatorEmail";
    public const string DefaultEmail = "admin@livecaller.local";

    /// <exception cref="LivecallerStartupException">A setting cannot be used.</exception>
    public async Task SeedAsync(IServiceProvider services, SeedOptions seed, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<LivecallerDbContext>();
        var first = services.GetRequiredService<FirstOperator>();
        var isNew = !await db.Widgets.AnyAsync(cancellationToken).ConfigureAwait(false);
        if (!isNew && !await first.IsMissingAsync(cancellationToken).ConfigureAwait(false)) return;

        // All of it or nothing: after a start that failed, the next one is a first start again.
        var widget = isNew ? NewWidget(seed) : null;
        var password = SeedPassword.Read(seed);
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        await database.TakeTurnAsync(db, cancellationToken).ConfigureAwait(false);
        if (widget is not null && !await db.Widgets.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            var normalizer = services.GetRequiredService<ILookupNormalizer>();
            await InstallationRoles.AddMissingAsync(db, normalizer, cancellationToken).ConfigureAwait(false);
            db.Widgets.Add(widget);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        // Without a password there is no login, and the account is created by the link that the start offers.
        if (password.Value is not null && !await db.Users.AnyAsync(cancellationToken).ConfigureAwait(false))
            await AddOperatorAsync(first, seed, password).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private WidgetRow NewWidget(SeedOptions seed)
    {
        // Secrets come from files too, which end with a line break.
        var secret = seed.JwtSecret?.TrimEnd('\r', '\n');
        if (secret is { Length: < IdentityToken.MinSecretLength })
        {
            throw new LivecallerStartupException(
                $"Livecaller:Seed:JwtSecret must have at least {IdentityToken.MinSecretLength} characters, received {secret.Length}.");
        }

        var origins = (seed.AllowedOrigins ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => Origins.Normalize(text) ?? throw new LivecallerStartupException(
                $"Livecaller:Seed:AllowedOrigins has '{text}'; expected origins like https://shop.example, separated by commas."));
        var widget = WidgetAdministration.NewWidget(secrets, time.GetUtcNow(), "Livecaller", secret, origins);
        if (!string.IsNullOrWhiteSpace(seed.WidgetId)) widget.Id = seed.WidgetId;
        return Protocol.Pusher.PusherChannel.IsValidName(Protocol.ChannelNames.Operators(new(widget.Id)))
            ? widget : throw new LivecallerStartupException("Livecaller:Seed:WidgetId must consist of letters, digits, '-' and '_'.");
    }

    private static async Task AddOperatorAsync(FirstOperator first, SeedOptions seed, SeedPassword password)
    {
        var email = seed.OperatorEmail is { } given ? WidgetFieldRules.NormalizeEmail(given) : DefaultEmail;
        var result = await first.AddAsync(OperatorAdministration.NameFrom(email), email, password.Value!).ConfigureAwait(false);
        if (result.Faults.Count == 0) return;
        var setting = result.Faults.All(e => e.Code.StartsWith("Password", StringComparison.Ordinal)) ? password.Setting : EmailSetting;
        throw new LivecallerStartupException($"{setting} cannot be used: {string.Join(" ", result.Faults.Select(e => e.Description))}");
    }
}
