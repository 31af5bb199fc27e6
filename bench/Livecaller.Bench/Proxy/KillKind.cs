namespace Livecaller.Bench.Proxy;

/// <summary>The ways of killing a connection.</summary>
internal enum KillKind
{
    /// <summary>Immediately, with RST.</summary>
    Reset,

    /// <summary>Immediately, with FIN, like a server that closes without a close frame.</summary>
    Close,

    /// <summary>With RST in the middle of the next response: the request was executed, and its response is lost.</summary>
    Cut,

    /// <summary>The connection stays open without transferring anything, like behind a router that dropped its state.</summary>
    Silence,
}
