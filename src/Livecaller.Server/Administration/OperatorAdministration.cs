using System.Security.Cryptography;
using Livecaller.Server.Audit;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Administration;

// Creates and changes the accounts of operators for whoever can use the server's files.
internal sealed class OperatorAdministration(UserManager<LivecallerOperator> accounts, LivecallerDbContext db, OperatorSessions sessions, AuditLog audit)
{
    // Without characters that look alike.
    private const string PasswordCharacters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private const int MaxNameLength = 100;

    public static string NewPassword() => RandomNumberGenerator.GetString(PasswordCharacters, 16);

    /// <summary>"nino@shop.example" is called "Nino" until somebody changes it.</summary>
    public static string NameFrom(string email)
    {
        var local = email.Split('@')[0];
        return local.Length == 0 ? email : char.ToUpperInvariant(local[0]) + local[1..];
    }

    /// <summary>Creates an account. The first administrator becomes the owner, because an installation needs one.</summary>
    /// <exception cref="LivecallerStartupException">The address is taken or invalid, or the name or password is refused.</exception>
    public async Task<LivecallerOperator> AddAsync(string email, string? name, string password, OperatorRole role)
    {
        var address = WidgetFieldRules.NormalizeEmail(email);
        if (name is { Length: 0 or > MaxNameLength }) throw new LivecallerStartupException($"The name must have 1 to {MaxNameLength} characters.");
        var account = new LivecallerOperator { Id = Guid.NewGuid(), UserName = address, Email = address, DisplayName = name ?? NameFrom(address) };
        if (await accounts.FindByEmailAsync(address).ConfigureAwait(false) is not null)
            throw new LivecallerStartupException($"There is an operator with the address '{address}' already.");
        var transaction = await db.Database.BeginTransactionAsync().ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        if (role == OperatorRole.Administrator && !await OperatorRoles.Of(db).AnyAsync(r => r.Role == OperatorRole.Owner).ConfigureAwait(false)) role = OperatorRole.Owner;
        Require(await accounts.CreateAsync(account, password).ConfigureAwait(false));
        Require(await accounts.AddToRoleAsync(account, OperatorRoles.NameOf(role)).ConfigureAwait(false));
        audit.Add(db, AuditActor.Command, new("operator.created", account.Id.ToString(), account.DisplayName)
        {
            After = AuditDetails.Of(("email", address), ("role", OperatorRoles.NameOf(role))),
        });
        await db.SaveChangesAsync().ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return account;
    }

    /// <summary>Sets another password, unlocks the account, and ends its sessions.</summary>
    /// <exception cref="LivecallerStartupException">There is no such operator, or the password is refused.</exception>
    public async Task ResetPasswordAsync(string email, string password)
    {
        var account = await accounts.FindByEmailAsync(WidgetFieldRules.NormalizeEmail(email)).ConfigureAwait(false)
            ?? throw new LivecallerStartupException($"There is no operator with the address '{email}'.");
        foreach (var validator in accounts.PasswordValidators) Require(await validator.ValidateAsync(accounts, account, password).ConfigureAwait(false));
        var transaction = await db.Database.BeginTransactionAsync().ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        if (await accounts.HasPasswordAsync(account).ConfigureAwait(false)) Require(await accounts.RemovePasswordAsync(account).ConfigureAwait(false));
        Require(await accounts.AddPasswordAsync(account, password).ConfigureAwait(false));
        Require(await accounts.SetLockoutEndDateAsync(account, null).ConfigureAwait(false));
        await db.OperatorInvitations.Where(i => i.OperatorId == account.Id).ExecuteDeleteAsync().ConfigureAwait(false);
        audit.Add(db, AuditActor.Command, new("operator.password_reset", account.Id.ToString(), account.DisplayName));
        await db.SaveChangesAsync().ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    /// <summary>All operators, by address.</summary>
    public async Task<IReadOnlyList<OperatorSummary>> ListAsync(CancellationToken cancellationToken)
    {
        List<OperatorSummary> all = [];
        foreach (var account in await accounts.Users.OrderBy(u => u.Email).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            var role = await OperatorRoles.FindAsync(db, account.Id, cancellationToken).ConfigureAwait(false);
            var open = await sessions.ListAsync(account.Id, cancellationToken).ConfigureAwait(false);
            all.Add(new(
                account.Email ?? "", account.DisplayName, OperatorRoles.NameOf(role),
                await accounts.IsLockedOutAsync(account).ConfigureAwait(false), open.Count));
        }

        return all;
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new LivecallerStartupException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }
}

/// <summary>An operator in the list of <c>operator list</c>.</summary>
internal sealed record OperatorSummary(string Email, string Name, string Role, bool IsLocked, int Sessions);
