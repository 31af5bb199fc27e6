namespace Livecaller.Server.Hosting;

/// <summary>The health checks of the chat backend.</summary>
public static class LivecallerHealthChecks
{
    /// <summary>The tag of the checks that fail while the server cannot store anything: for the predicate of a readiness endpoint.</summary>
    public const string Tag = "livecaller";
}
