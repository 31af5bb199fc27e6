using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;
using Livecaller.Server.SecondFactor;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.Account;

/// <summary>The operator's own account.</summary>
internal sealed partial class AccountState(
    ServerCalls server, OperatorContext me, NavigationManager navigation, IOptions<LivecallerServerOptions> options, ILogger<AccountState> logger)
{
    internal LoadState State { get; private set; } = LoadState.Loading;

    /// <summary>The account, once it's loaded.</summary>
    internal OwnAccountState Account { get; private set; } = null!;

    /// <summary>Raised on the dispatcher when the account was loaded.</summary>
    internal event Action? Changed;

    internal string SessionId => me.Operator.SessionId;

    /// <summary>The site that new passkeys belong to; null where passkeys can't be used.</summary>
    internal PasskeySite? Site => PasskeySite.Of(new(navigation.Uri), options.Value.PublicUrl);

    /// <summary>What was typed to prove who uses the session: the password, or a code for an account without one. The page asks for one of them.</summary>
    internal static AccountProof Proof(string? text) => new(text, text);

    internal async Task LoadAsync()
    {
        try
        {
            var result = await server.CallAsync((OwnAccount own) => own.ReadAsync(SessionId));
            if (result.Value is not null)
                Account = result.Value;
            State = result.Fault is null ? LoadState.Ready : LoadState.Failed;
        }
        catch (Exception e)
        {
            LogFailed(e);
            State = LoadState.Failed;
        }

        Changed?.Invoke();
    }

    /// <summary>Changes the account, and loads it again.</summary>
    /// <returns>What the change returned, or why it was refused.</returns>
    internal async Task<(T? Value, string? Error)> ChangeAsync<T>(Func<OwnAccount, Task<AccountResult<T>>> change)
    {
        try
        {
            var result = await server.CallAsync(change);
            if (result.Fault is { } fault)
                return (default, TextOf(fault, result.Reason));
            await LoadAsync();
            return (result.Value, null);
        }
        catch (RateLimitedException e)
        {
            return (default, TimeText.Format(Texts.SignInTooMany, e.Seconds));
        }
        catch (Exception e)
        {
            LogFailed(e);
            return (default, Texts.SaveFailed);
        }
    }

    private static string TextOf(AccountFault fault, string? reason) => fault switch
    {
        AccountFault.SessionEnded => Texts.SessionEnded,
        AccountFault.WrongPassword => Texts.PasswordWrong,
        AccountFault.WrongCode => Texts.CodeWrong,
        AccountFault.PasswordRefused => reason ?? Texts.SaveFailed,
        AccountFault.PasskeyRefused => Texts.PasskeyRefused,
        AccountFault.TooManyPasskeys => TimeText.Format(Texts.PasskeyTooMany, OperatorPasskeys.MaxPasskeys),
        AccountFault.LastFactor => Texts.FactorLast,
        _ => Texts.AccountChanged,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A call to the operator's account failed.")]
    private partial void LogFailed(Exception e);
}
