namespace Livecaller.Realtime.Nodes;

/// <summary>Carries what the nodes of an application tell each other beside the events of channels.</summary>
internal interface INodeSignals
{
    /// <summary>Raised after this node could not hear the others, or they not this one, with the last time at which all was well.</summary>
    event Action<DateTimeOffset>? Recovered;

    /// <summary>Whether there can be other nodes: what nobody hears need not be prepared.</summary>
    bool HasOthers { get; }

    /// <summary>Sends a signal to the other nodes, without waiting. It is lost while they cannot be reached.</summary>
    /// <param name="name">The signal: letters.</param>
    /// <param name="data">What it says. It must not change.</param>
    void Send(string name, ReadOnlyMemory<byte> data);

    /// <summary>Calls <paramref name="onSignal"/> for each signal of another node, one at a time, until the result is disposed.</summary>
    /// <param name="name">The signal.</param>
    /// <param name="onSignal">Must return quickly and not throw.</param>
    IDisposable Receive(string name, Action<ReadOnlyMemory<byte>> onSignal);
}

/// <summary>A single node: nobody else hears anything.</summary>
internal sealed class NoOtherNodes : INodeSignals, IDisposable
{
    public event Action<DateTimeOffset>? Recovered
    {
        add { }
        remove { }
    }

    public bool HasOthers => false;

    public void Send(string name, ReadOnlyMemory<byte> data)
    {
    }

    public IDisposable Receive(string name, Action<ReadOnlyMemory<byte>> onSignal) => this;

    public void Dispose()
    {
    }
}
