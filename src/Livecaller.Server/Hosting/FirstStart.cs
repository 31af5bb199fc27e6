using System.Security.Cryptography;
using Livecaller.Server.Administration;
using Livecaller.Server.Operators;
using Livecaller.Server.Visitors;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Hosting;

// Creates what the first start needs: a widget, and an operator who can sign in.
internal sealed class FirstStart(WidgetSecrets secrets, TimeProvider time)
{
    public async Task<SeedResult> SeedAsync(IServiceProvider services, LivecallerDbContext db, SeedOptions seed, CancellationToken cancellationToken)
    {
        // Secrets come from files too, which end with a line break.
        var (secret, givenPassword) = (seed.JwtSecret?.TrimEnd('\r', '\n'), SeedPassword.Read(seed));
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
        if (!Protocol.Pusher.PusherChannel.IsValidName(Protocol.ChannelNames.Operators(new(widget.Id))))
            throw new LivecallerStartupException("Livecaller:Seed:WidgetId must consist of letters, digits, '-' and '_'.");

        // One transaction: after a start that failed, the next one is a first start again.
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        var email = seed.OperatorEmail is { } given ? WidgetFieldRules.NormalizeEmail(given) : "admin@livecaller.local";
        var password = givenPassword.Value ?? OperatorAdministration.NewPassword();
        var normalizer = services.GetRequiredService<ILookupNormalizer>();
        await InstallationRoles.AddMissingAsync(db, normalizer, cancellationToken).ConfigureAwait(false);
        db.Widgets.Add(widget);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var accounts = services.GetRequiredService<UserManager<LivecallerOperator>>();
        var account = new LivecallerOperator { Id = Guid.NewGuid(), UserName = email, Email = email, DisplayName = OperatorAdministration.NameFrom(email) };
        Require(await accounts.CreateAsync(account, password).ConfigureAwait(false), givenPassword.Setting);
        Require(await accounts.AddToRoleAsync(account, LivecallerRoles.Owner).ConfigureAwait(false), givenPassword.Setting);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new SeedResult
        {
            WidgetId = new(widget.Id),
            OperatorEmail = email,
            GeneratedPassword = givenPassword.Value is null ? password : null,
        };
    }

    private static void Require(IdentityResult result, string passwordSetting)
    {
        if (result.Succeeded) return;
        var setting = result.Errors.All(e => e.Code.StartsWith("Password", StringComparison.Ordinal)) ? passwordSetting : "Livecaller:Seed:OperatorEmail";
        throw new LivecallerStartupException($"{setting} cannot be used: {string.Join(" ", result.Errors.Select(e => e.Description))}");
    }
}
