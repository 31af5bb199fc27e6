namespace Livecaller.Realtime.Redis;

/// <summary>How the nodes reach each other. All nodes must have the same brokers and prefix. The options are validated once, when the host starts.</summary>
public sealed class RedisBackplaneOptions
{
    /// <summary>
    /// The brokers, each as <c>HOST:PORT</c> with options of StackExchange.Redis behind it, for example <c>redis.example:6380,ssl=true,password=…</c>.
    /// Several brokers share the channels by a hash of their names; they know nothing of each other.
    /// </summary>
    /// <value>No default: at least one is required.</value>
    public IList<string> Brokers { get; } = [];

    /// <summary>What the names of keys and channels in Redis begin with. Installations that share a broker need different ones.</summary>
    /// <value><c>livecaller:</c></value>
    public string Prefix { get; set; } = "livecaller:";

    /// <summary>How long a node that is silent counts as alive. Then its members leave on the other nodes.</summary>
    /// <value>5 seconds; from 1 second to 5 minutes.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a broker can take to answer before it counts as lost.</summary>
    /// <value>2 seconds; from 100 milliseconds to 1 minute.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The maximum number of events that wait for a broker. One more means that the broker is lost until it has caught up.</summary>
    /// <value>100,000.</value>
    public int MaxQueuedEvents { get; set; } = 100_000;

    /// <summary>The maximum size of the events that wait for a broker in bytes.</summary>
    /// <value>67,108,864.</value>
    public long MaxQueuedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>What the brokers are called in messages about them.</summary>
    internal string BrokersSetting { get; set; } = $"{nameof(RedisBackplaneOptions)}.{nameof(Brokers)}";
}
