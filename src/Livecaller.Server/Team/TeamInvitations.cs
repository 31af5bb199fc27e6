using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Livecaller.Server.Audit;
using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;
using Livecaller.Server.Mail;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Team;

// The links by which invited operators set their passwords. Whoever has one can use it, once, until it expires.
internal sealed partial class TeamInvitations(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, RateGate rates, SignInGate hashing, OperatorPasswordHasher hasher, IServiceScopeFactory scopes, AuditLog audit,
    InvitationAddress address, MailGate mail, TimeProvider time, IOptions<LivecallerServerOptions> options, ILogger<TeamInvitations> logger)
{
    private const int TokenBytes = 32;
    private static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(10);

    private static Problem Unusable => Problems.Gone("The invitation was used, withdrawn or replaced, or has expired. Ask for a new one.");

    public (string Token, DateTimeOffset ExpiresAt) NewToken() =>
        (Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)), time.GetUtcNow() + options.Value.Operators.InvitationLifetime);

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The account that an invitation is for; 410 when it can't be used any more.</summary>
    public async Task<Outcome<LivecallerOperator>> FindAsync(string? token, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await FindAsync(db, token, cancellationToken).ConfigureAwait(false) is { } found ? found.Account : Unusable;
    }

    /// <summary>Sets the operator's name and password, and uses the invitation up.</summary>
    /// <exception cref="RateLimitedException">Too many tries were made.</exception>
    public async Task<Outcome<LivecallerOperator>> AcceptAsync(AcceptInvitationRequest request, OperatorClient client, CancellationToken cancellationToken)
    {
        rates.Take("operator-login", client.Network, options.Value.Limits.LoginsPerMinute);
        if (request.Token is not { } token) return Problems.Invalid("token", "It is missing.");
        var found = await FindAsync(token, cancellationToken).ConfigureAwait(false);
        if (!found.IsSuccess) return found.Problem;
        var name = request.Name ?? found.Value.DisplayName;
        if (TeamRules.CheckName(name) is { } fault) return fault;
        found.Value.DisplayName = name.Trim();
        if (await PasswordFaultAsync(found.Value, request.Password).ConfigureAwait(false) is { } weak) return weak;
        var hash = await hashing.HashAsync(() => hasher.HashPassword(found.Value, request.Password!), cancellationToken).ConfigureAwait(false);
        return await gate.WriteAsync<Outcome<LivecallerOperator>>(async db =>
        {
            // Of two who use the link at once, the second one finds none.
            if (await FindAsync(db, token, CancellationToken.None).ConfigureAwait(false) is not var (account, invitation)) return Unusable;
            (account.DisplayName, account.PasswordHash, account.EmailConfirmed) = (name.Trim(), hash, true);
            (account.SecurityStamp, account.ConcurrencyStamp) = (TeamService.NewStamp(), TeamService.NewStamp());
            db.OperatorInvitations.Remove(invitation);
            audit.Add(db, new AuditActor(account.Id, account.DisplayName, "invitation", Address: client.Address), new("operator.joined", account.Id.ToString(), account.DisplayName));
            return account;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the link of an invitation, and sends it where mail is configured.</summary>
    public async Task<InvitationPayload> SendAsync(LivecallerOperator account, string token, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var url = address.Of(token);
        return new() { Url = url, Token = token, ExpiresAt = expiresAt, IsMailed = url is not null && await MailAsync(account, url, expiresAt, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<bool> MailAsync(LivecallerOperator account, string url, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        if (!mail.IsConfigured) return false;
        using var patience = new CancellationTokenSource(MailPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await mail.SendAsync(InvitationMessage.Make(mail.From, account.Email!, account.DisplayName, url, expiresAt), either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The link is shown to whoever invites, so the invitation does not depend on the mail server.
            LogNotMailed(e, account.Id);
            return false;
        }
    }

    private async Task<(LivecallerOperator Account, OperatorInvitationRow Invitation)?> FindAsync(LivecallerDbContext db, string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var (hash, now) = (Hash(token), time.GetUtcNow());
        var invitation = await db.OperatorInvitations.SingleOrDefaultAsync(i => i.TokenHash == hash && i.ExpiresAt > now, cancellationToken).ConfigureAwait(false);
        if (invitation is null) return null;
        var account = await db.Users.Where(OperatorAccess.IsUnlocked(now)).SingleOrDefaultAsync(u => u.Id == invitation.OperatorId, cancellationToken).ConfigureAwait(false);
        return account is null ? null : (account, invitation);
    }

    private async Task<Problem?> PasswordFaultAsync(LivecallerOperator account, string? password)
    {
        if (string.IsNullOrEmpty(password)) return Problems.Invalid("password", "It is missing.");
        var scope = scopes.CreateAsyncScope();
        await using var scopeLifetime = scope.ConfigureAwait(false);
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        List<string> reasons = [];
        foreach (var validator in accounts.PasswordValidators)
            reasons.AddRange((await validator.ValidateAsync(accounts, account, password).ConfigureAwait(false)).Errors.Select(e => e.Description));
        return reasons.Count == 0 ? null : Problems.Invalid(new Dictionary<string, IReadOnlyList<string>> { ["password"] = reasons });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The invitation of the operator {OperatorId} could not be sent by mail.")]
    private partial void LogNotMailed(Exception exception, Guid operatorId);
}
