namespace Livecaller.Server.Operators;

/// <summary>The roles of operators.</summary>
public static class LivecallerRoles
{
    /// <summary>May also change widgets and accounts.</summary>
    public const string Administrator = "administrator";

    /// <summary>Talks with visitors.</summary>
    public const string Operator = "operator";
}
