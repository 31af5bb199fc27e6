namespace Livecaller.Bench.Proxy;

/// <summary>The ways in which a connection dies.</summary>
internal enum KillKind
{
    /// <summary>At once, with an RST.</summary>
    Reset,

    /// <summary>At once, with a FIN, as a server closes that says nothing of it.</summary>
    Close,

    /// <summary>With an RST in the middle of what the server says next: what was asked was done, and the answer is lost.</summary>
    Cut,

    /// <summary>It stays open, and nothing passes any more, as behind a router that forgot it.</summary>
    Silence,
}
