namespace Livecaller.Server.SecondFactor;

/// <summary>Which operators have to sign in with a second factor.</summary>
public enum SecondFactorRequirement
{
    /// <summary>Nobody. Operators who have set up one sign in with it.</summary>
    Nobody,

    /// <summary>Administrators.</summary>
    Administrators,

    /// <summary>All operators.</summary>
    Everybody,
}
