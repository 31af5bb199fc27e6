using Livecaller.Server.Hosting;
using Livecaller.Server.SecondFactor;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators;

// The account that somebody creates by the one-time link of a start. From then on, no link of any start is accepted.
internal sealed class FirstOperator(
    UserManager<LivecallerOperator> accounts, LivecallerDatabase database, LivecallerDbContext db, SealedTexts texts, IOptions<LivecallerServerOptions> options)
{
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);

    private const string Purpose = "Livecaller.FirstOperator";

    /// <summary>Whether nobody has an account yet, and one that signs in with a password can be created.</summary>
    public async Task<bool> IsMissingAsync(CancellationToken cancellationToken) =>
        options.Value.OpenIdConnect.AcceptsPasswords && !await db.Users.AnyAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Returns the token of a new link.</summary>
    public string NewToken() => texts.Seal(Purpose, Guid.NewGuid().ToString("N"), LinkLifetime);

    public async Task<SetupLinkState> CheckAsync(string? token, CancellationToken cancellationToken)
    {
        if (!await IsMissingAsync(cancellationToken).ConfigureAwait(false)) return SetupLinkState.Used;
        return texts.Open(Purpose, token) is null ? SetupLinkState.Invalid : SetupLinkState.Valid;
    }

    /// <summary>Creates the account, unless there is one. Of several calls at the same time, one creates it.</summary>
    public async Task<FirstOperatorResult> CreateAsync(string name, string email, string password, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        await database.TakeTurnAsync(db, cancellationToken).ConfigureAwait(false);
        if (await db.Users.AnyAsync(cancellationToken).ConfigureAwait(false)) return new();
        var result = await AddAsync(name, email, password).ConfigureAwait(false);
        if (result.Account is not null) await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    /// <summary>Creates the account as a part of the transaction of this scope.</summary>
    public async Task<FirstOperatorResult> AddAsync(string name, string email, string password)
    {
        var account = new LivecallerOperator { Id = Guid.NewGuid(), UserName = email, Email = email, DisplayName = name };
        var created = await accounts.CreateAsync(account, password).ConfigureAwait(false);
        if (created.Succeeded) created = await accounts.AddToRoleAsync(account, LivecallerRoles.Owner).ConfigureAwait(false);
        return created.Succeeded ? new() { Account = account } : new() { Faults = [.. created.Errors] };
    }
}

/// <summary>What a link that creates the first account is worth.</summary>
internal enum SetupLinkState
{
    /// <summary>It can be used.</summary>
    Valid,

    /// <summary>It has expired, was changed, or is of another server.</summary>
    Invalid,

    /// <summary>There is an account.</summary>
    Used,
}

/// <summary>The account, or why there is none: faults of what was entered, or none when there was an account already.</summary>
internal sealed record FirstOperatorResult
{
    public LivecallerOperator? Account { get; init; }

    public IReadOnlyList<IdentityError> Faults { get; init; } = [];
}
