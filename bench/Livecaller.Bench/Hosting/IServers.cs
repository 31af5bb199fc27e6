namespace Livecaller.Bench.Hosting;

/// <summary>A server, or several that serve the same installation.</summary>
internal interface IServers : IAsyncDisposable
{
    /// <summary>The port that clients connect to.</summary>
    int Port { get; }

    Uri Address { get; }

    /// <summary>The last lines of the servers' output.</summary>
    IReadOnlyCollection<string> Lines { get; }

    /// <summary>Kills a process that the installation consists of, like a power failure, and starts it again.</summary>
    /// <param name="random">Selects the process and the time until it's started again.</param>
    Task CrashAsync(Random random);

    /// <summary>Stops and starts every server, one after the other, as an update does.</summary>
    Task RestartGracefullyAsync();
}
