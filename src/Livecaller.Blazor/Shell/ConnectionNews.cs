namespace Livecaller.Blazor.Shell;

/// <summary>What is said of the connection.</summary>
internal enum ConnectionNews
{
    /// <summary>Nothing: it stands, or nobody has waited long for it yet.</summary>
    None,

    /// <summary>It takes its time.</summary>
    Connecting,

    /// <summary>It is lost, and tried again by itself.</summary>
    Lost,

    /// <summary>The server does not want it.</summary>
    Refused,

    /// <summary>It is back.</summary>
    Back,
}
