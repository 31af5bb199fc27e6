using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.SecondFactor;

// Registers passkeys, and signs operators in by them. Whoever uses a passkey has the device and has unlocked it: both factors.
internal sealed partial class OperatorPasskeys(
    UserManager<LivecallerOperator> accounts, SealedTexts sealedTexts, WriteGate gate, TimeProvider time, ILogger<OperatorPasskeys> logger)
{
    /// <summary>How many passkeys an operator can have.</summary>
    public const int MaxPasskeys = 20;

    private const string Registration = "Livecaller.PasskeyRegistration";
    private const string SignIn = "Livecaller.PasskeySignIn";
    private const string Required = "required";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Begins to register a passkey.</summary>
    public async Task<PasskeyRequest> BeginRegistrationAsync(LivecallerOperator account, PasskeySite site)
    {
        var entity = new PasskeyUserEntity
        {
            Id = account.Id.ToString(),
            Name = account.Email ?? "",
            DisplayName = account.DisplayName.Length > 0 ? account.DisplayName : account.Email ?? "",
        };
        var options = await HandlerFor(site).MakeCreationOptionsAsync(entity, new DefaultHttpContext()).ConfigureAwait(false);
        return new(options.CreationOptionsJson, sealedTexts.Seal(Registration, options.AttestationState ?? "", Lifetime));
    }

    /// <summary>The passkey that a browser has created; null when it's refused.</summary>
    public async Task<UserPasskeyInfo?> CheckRegistrationAsync(LivecallerOperator account, PasskeySite site, string state, string credential)
    {
        if (sealedTexts.OpenOnce(Registration, state) is not { } opened) return null;
        var result = await HandlerFor(site).PerformAttestationAsync(new()
        {
            HttpContext = new DefaultHttpContext(),
            CredentialJson = credential,
            AttestationState = opened,
        }).ConfigureAwait(false);
        if (!result.Succeeded) LogRefused(result.Failure.Message);
        if (!result.Succeeded || result.UserEntity.Id != account.Id.ToString()) return null;
        var passkey = result.Passkey;
        return new(
            passkey.CredentialId, passkey.PublicKey, time.GetUtcNow(), passkey.SignCount, passkey.Transports, passkey.IsUserVerified,
            passkey.IsBackupEligible, passkey.IsBackedUp, passkey.AttestationObject, passkey.ClientDataJson);
    }

    /// <summary>Begins a sign-in. The browser offers the passkeys that it has for the site, so nothing tells which accounts exist.</summary>
    public async Task<PasskeyRequest> BeginSignInAsync(PasskeySite site)
    {
        var options = await HandlerFor(site).MakeRequestOptionsAsync(null, new DefaultHttpContext()).ConfigureAwait(false);
        return new(options.RequestOptionsJson, sealedTexts.Seal(SignIn, options.AssertionState ?? "", Lifetime));
    }

    /// <summary>The account that a passkey belongs to; null when it's refused, or the account is locked.</summary>
    public async Task<LivecallerOperator?> FindAsync(PasskeySite site, string? state, string credential)
    {
        // A signed challenge that was overheard is of no use to anybody else.
        if (sealedTexts.OpenOnce(SignIn, state) is not { } opened) return null;
        var result = await HandlerFor(site).PerformAssertionAsync(new()
        {
            HttpContext = new DefaultHttpContext(),
            CredentialJson = credential,
            AssertionState = opened,
        }).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            LogRefused(result.Failure.Message);
            return null;
        }

        return !await accounts.IsLockedOutAsync(result.User).ConfigureAwait(false)
            && await TryUseAsync(result.User.Id, result.Passkey).ConfigureAwait(false) ? result.User : null;
    }

    // The device's counter is compared again, because two sign-ins can run at once. Many devices don't count, and always say zero.
    private Task<bool> TryUseAsync(Guid operatorId, UserPasskeyInfo passkey) => gate.WriteAsync(async db =>
    {
        var row = await db.UserPasskeys.SingleOrDefaultAsync(p => p.UserId == operatorId && p.CredentialId == passkey.CredentialId).ConfigureAwait(false);
        if (row is null || (row.Data.SignCount > 0 && row.Data.SignCount >= passkey.SignCount)) return false;
        (row.Data.SignCount, row.Data.IsBackedUp, row.LastUsedAt) = (passkey.SignCount, passkey.IsBackedUp, time.GetUtcNow());
        return true;
    });

    // Its own options, because those of the container belong to the application.
    private PasskeyHandler<LivecallerOperator> HandlerFor(PasskeySite site) => new(accounts, Options.Create(new IdentityPasskeyOptions
    {
        ServerDomain = site.Domain,
        UserVerificationRequirement = Required,
        ResidentKeyRequirement = Required,
        AuthenticatorTimeout = Lifetime,
        ValidateOrigin = context => new(!context.CrossOrigin && context.Origin == site.Origin),
    }));

    [LoggerMessage(Level = LogLevel.Information, Message = "A passkey was refused ({Reason}).")]
    private partial void LogRefused(string reason);
}

/// <summary>What a browser is asked for.</summary>
/// <param name="Options">The options of <c>navigator.credentials</c>, as JSON.</param>
/// <param name="State">What the browser returns unchanged with its answer.</param>
internal sealed record PasskeyRequest(string Options, string State);
