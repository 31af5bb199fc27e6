using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators.External;

// The accounts of operators whom an OpenID Connect provider signs in. An account is found by the provider's id of the person; an e-mail address
// opens an account once, when the provider has verified it.
internal sealed class ExternalOperators(UserManager<LivecallerOperator> accounts, LivecallerDbContext db, IOptions<LivecallerServerOptions> options)
{
    private const int MaxNameLength = 100;

    private OperatorOpenIdConnectOptions Settings => options.Value.OpenIdConnect;

    public async Task<ExternalSignIn> FindOrCreateAsync(ExternalIdentity identity, CancellationToken cancellationToken)
    {
        if (RoleOf(identity) is not { } role) return ExternalRefusal.NoRole;
        var found = await FindAsync(identity).ConfigureAwait(false) is { } known ? known : await LinkAsync(identity, cancellationToken).ConfigureAwait(false);
        if (found.Account is not { } account) return found;
        if (await accounts.IsLockedOutAsync(account).ConfigureAwait(false)) return ExternalRefusal.LockedOut;
        await ApplyAsync(account, role, cancellationToken).ConfigureAwait(false);
        return account;
    }

    private Task<LivecallerOperator?> FindAsync(ExternalIdentity identity) => accounts.FindByLoginAsync(identity.Issuer, identity.Subject);

    // One transaction: there is never an account that its person can't open, and of two tabs that sign in at once the second finds the account.
    private async Task<ExternalSignIn> LinkAsync(ExternalIdentity identity, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        if (await FindAsync(identity).ConfigureAwait(false) is { } known) return known;
        var email = WidgetFieldRules.NormalizeEmail(identity.Email);
        if (email.Length == 0) return ExternalRefusal.NoEmail;
        var account = await accounts.FindByEmailAsync(email).ConfigureAwait(false);
        if (account is not null && !identity.IsEmailVerified && !Settings.TrustEmailAddresses) return ExternalRefusal.EmailNotVerified;
        if (account is null && !Settings.CreateAccounts) return ExternalRefusal.NoAccount;
        account ??= await CreateAsync(identity, email).ConfigureAwait(false);
        Require(await accounts.AddLoginAsync(account, new(identity.Issuer, identity.Subject, Settings.DisplayName)).ConfigureAwait(false));
        // Whoever signs in this way needs no password.
        await db.OperatorInvitations.Where(i => i.OperatorId == account.Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return account;
    }

    private async Task<LivecallerOperator> CreateAsync(ExternalIdentity identity, string email)
    {
        var account = new LivecallerOperator
        {
            Id = Guid.NewGuid(),
            UserName = email,
            Email = email,
            EmailConfirmed = identity.IsEmailVerified,
            DisplayName = NameOf(identity, email),
        };
        Require(await accounts.CreateAsync(account).ConfigureAwait(false));
        return account;
    }

    private string? RoleOf(ExternalIdentity identity)
    {
        if (identity.Roles.Intersect(Values(Settings.AdministratorRoles)).Any()) return LivecallerRoles.Administrator;
        var operators = Values(Settings.OperatorRoles);
        return operators.Length == 0 || identity.Roles.Intersect(operators).Any() ? LivecallerRoles.Operator : null;
    }

    // A change of roles ends the sessions of the account, so only a difference is stored. The provider doesn't decide who is an owner, so that
    // there is always one.
    private async Task ApplyAsync(LivecallerOperator account, string role, CancellationToken cancellationToken)
    {
        if (Values(Settings.AdministratorRoles).Length == 0) return;
        if (await OperatorRoles.FindAsync(db, account.Id, cancellationToken).ConfigureAwait(false) == OperatorRole.Owner) return;
        var isAdministrator = await accounts.IsInRoleAsync(account, LivecallerRoles.Administrator).ConfigureAwait(false);
        Require((isAdministrator, role) switch
        {
            (false, LivecallerRoles.Administrator) => await accounts.AddToRoleAsync(account, LivecallerRoles.Administrator).ConfigureAwait(false),
            (true, LivecallerRoles.Operator) => await accounts.RemoveFromRoleAsync(account, LivecallerRoles.Administrator).ConfigureAwait(false),
            _ => IdentityResult.Success,
        });
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }

    private static string[] Values(string? setting) =>
        (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string NameOf(ExternalIdentity identity, string email)
    {
        var name = identity.Name.Trim();
        if (name.Length == 0) name = email.Split('@')[0];
        return name.Length > MaxNameLength ? name[..MaxNameLength] : name;
    }
}
