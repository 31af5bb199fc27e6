namespace Livecaller.Server.Hosting;

/// <summary>What a start tells: on the console by <c>RunLivecallerAsync()</c>, otherwise in the log.</summary>
internal sealed class StartupReport
{
    /// <summary>Whether it is printed, and not logged.</summary>
    public bool IsPrinted { get; set; }

    /// <summary>How the first operator gets in; null once somebody has signed in.</summary>
    public FirstLogin? Login { get; set; }
}
