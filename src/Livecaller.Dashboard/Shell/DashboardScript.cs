namespace Livecaller.Dashboard.Shell;

/// <summary>The dashboard's script module.</summary>
internal static class DashboardScript
{
    /// <summary>Seen from the document's base, so that it holds under any path base.</summary>
    internal const string Path = "./_content/Livecaller.Dashboard/dashboard.js";
}
