namespace Livecaller.Server.SecondFactor;

/// <summary>An operator's own account.</summary>
internal sealed record OwnAccountState
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    /// <summary>False for an account that signs in elsewhere.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>Whether the password needs a code of the authenticator app.</summary>
    public required bool HasAuthenticator { get; init; }

    public DateTimeOffset? AuthenticatorSince { get; init; }

    public int RecoveryCodesLeft { get; init; }

    /// <summary>Whether the operator must have a second factor.</summary>
    public required bool IsFactorRequired { get; init; }

    public required IReadOnlyList<OwnPasskey> Passkeys { get; init; }

    public required IReadOnlyList<OperatorSessionRow> Sessions { get; init; }

    /// <summary>Whether the operator must set up a second factor before anything else.</summary>
    public bool IsFactorMissing => IsFactorRequired && !HasAuthenticator && Passkeys.Count == 0;
}

/// <summary>A passkey of an operator.</summary>
internal sealed record OwnPasskey(byte[] Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>What shows that whoever uses a session is the operator.</summary>
/// <param name="Password">The password.</param>
/// <param name="Code">A code of the authenticator app, for an account without a password.</param>
internal sealed record AccountProof(string? Password, string? Code = null);

/// <summary>Why a change of an account was refused.</summary>
internal enum AccountFault
{
    SessionEnded,
    WrongPassword,
    WrongCode,

    /// <summary>The new password breaks a rule.</summary>
    PasswordRefused,
    PasskeyRefused,
    TooManyPasskeys,

    /// <summary>A second factor is required, and this is the only one.</summary>
    LastFactor,

    /// <summary>It was changed meanwhile.</summary>
    NotFound,
}

/// <summary>The result of a change: a value, or a fault.</summary>
/// <param name="Fault">Why it was refused; null when it was done.</param>
/// <param name="Reason">What is wrong with a new password.</param>
internal sealed record AccountResult<T>(AccountFault? Fault, string? Reason = null)
{
    public T? Value { get; init; }

    public static implicit operator AccountResult<T>(AccountFault fault) => new(fault);

    public static implicit operator AccountResult<T>(T value) => new((AccountFault?)null) { Value = value };
}

/// <summary>Creates results. Interfaces can't be converted implicitly.</summary>
internal static class AccountResult
{
    public static AccountResult<T> Of<T>(T value) => new((AccountFault?)null) { Value = value };
}
