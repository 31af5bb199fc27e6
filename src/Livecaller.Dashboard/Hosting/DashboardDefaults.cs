namespace Livecaller.Dashboard;

/// <summary>The names that the dashboard puts into the host app.</summary>
public static class DashboardDefaults
{
    /// <summary>Where the dashboard is mounted, unless <c>MapLivecallerDashboard()</c> is given another path.</summary>
    public const string Path = "/dashboard";

    /// <summary>The operators' authentication scheme. It never becomes the host's default.</summary>
    public const string AuthenticationScheme = "Livecaller.Operator";

    /// <summary>The name of the authorization policy for operators.</summary>
    public const string PolicyName = "Livecaller.Operator";

    /// <summary>The operators' cookie. Where <c>PublicUrl</c> is an HTTPS address, its name has the prefix <c>__Host-</c>, or <c>__Secure-</c> under a path, in place of the dot.</summary>
    public const string CookieName = ".Livecaller.Operator";
}
