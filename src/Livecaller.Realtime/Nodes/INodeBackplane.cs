namespace Livecaller.Realtime.Nodes;

/// <summary>A backplane that carries finished frames between nodes, and knows what the nodes have in common.</summary>
/// <remarks>Only <see cref="FollowAsync"/> and the readers wait. None of the methods calls the host before it returns, except <see cref="IBackplane.PublishAsync"/>.</remarks>
internal interface INodeBackplane : IBackplane
{
    /// <summary>Sets who receives what other nodes publish. Called once.</summary>
    void Attach(INodeHost host);

    /// <summary>
    /// Receives the events of a channel until <see cref="Unfollow"/> was called as often. Completes when no event is missed from then on and the host
    /// knows the members of other nodes, or when the broker does not answer; it does not fail.
    /// </summary>
    Task FollowAsync(ChannelAddress address);

    /// <summary>Stops to receive the events of a channel.</summary>
    void Unfollow(ChannelAddress address);

    /// <summary>Notes that the subscribers of this node in a channel have changed. The other nodes are told what they are then.</summary>
    void MarkChanged(ChannelAddress address);

    /// <summary>Returns who is subscribed on the other nodes; null when it cannot be known.</summary>
    Task<IReadOnlyList<NodeSubscribers>?> ReadAsync(ChannelAddress address, CancellationToken cancellationToken);

    /// <summary>Returns the channels that are occupied on other nodes; null when it cannot be known.</summary>
    Task<IReadOnlyList<string>?> ListAsync(string? appId, string prefix, CancellationToken cancellationToken);
}

/// <summary>A channel of an application.</summary>
/// <param name="AppId">The application; null for the first one.</param>
/// <param name="Channel">The channel's name.</param>
internal readonly record struct ChannelAddress(string? AppId, string Channel);

/// <summary>An event in a channel as its subscribers receive it.</summary>
/// <param name="Frame">The WebSocket frame.</param>
/// <param name="ExceptSocketId">A socket that does not receive it; null for none.</param>
/// <param name="Kind">How it is delivered.</param>
internal readonly record struct NodeEvent(ReadOnlyMemory<byte> Frame, string? ExceptSocketId, NodeEventKind Kind);

/// <summary>How an event is delivered.</summary>
internal enum NodeEventKind
{
    /// <summary>An event of the server, which cache channels keep.</summary>
    Published,

    /// <summary>An event of a client.</summary>
    FromClient,

    /// <summary>The connections of a user are closed.</summary>
    Termination,
}
