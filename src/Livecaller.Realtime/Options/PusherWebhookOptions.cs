namespace Livecaller.Realtime;

/// <summary>What an application tells its back ends about its channels by HTTP requests, as <see href="https://pusher.com/docs/channels/server_api/webhooks/"/> describes it.</summary>
public sealed class PusherWebhookOptions
{
    /// <summary>The receivers. Each one has its own queue, so that one that fails does not delay the others.</summary>
    /// <value>Empty: no webhooks.</value>
    public IList<PusherWebhook> Endpoints { get; } = [];

    /// <summary>
    /// How long a vacated channel or a removed member waits. One that comes back in this time is not reported at all, so that a short
    /// interruption of a connection goes unnoticed.
    /// </summary>
    /// <value>3 seconds; at most 1 day. Zero reports everything at once.</value>
    public TimeSpan DebounceTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long events are collected for one request.</summary>
    /// <value>100 milliseconds; at most 1 day.</value>
    public TimeSpan BatchDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The maximum number of events in a request.</summary>
    /// <value>100.</value>
    public int MaxBatchEvents { get; set; } = 100;

    /// <summary>How long a receiver can take to answer with a status of 2xx. Any other status is a failure; redirects are not followed.</summary>
    /// <value>10 seconds; from 1 millisecond to 1 day.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request that fails is repeated, first after a second and then after twice the time of before, up to a minute. Then its events are dropped.</summary>
    /// <value>5 minutes; at most 1 day. Zero never repeats a request.</value>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The maximum number of events that wait for a receiver. The oldest ones are dropped.</summary>
    /// <value>10,000.</value>
    public int MaxQueuedEvents { get; set; } = 10_000;

    /// <summary>The maximum size of the events that wait for a receiver in bytes. The oldest ones are dropped.</summary>
    /// <value>8,388,608.</value>
    public int MaxQueuedBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Whether receivers can have an address that is not reachable on the Internet: one of this machine, a private network or a link.</summary>
    /// <value>False: connections to such addresses are refused, whatever name resolves to them.</value>
    public bool AllowPrivateAddresses { get; set; }
}

/// <summary>A receiver of webhooks.</summary>
public sealed class PusherWebhook
{
    /// <summary>The address that events are sent to.</summary>
    /// <value>No default: required. An absolute address with <c>https</c> or <c>http</c>, without a user name.</value>
    public Uri? Url { get; set; }

    /// <summary>
    /// The events that are sent: <c>channel_occupied</c>, <c>channel_vacated</c>, <c>member_added</c>, <c>member_removed</c>, <c>client_event</c>,
    /// <c>cache_miss</c>, and <c>subscription_count</c>, which needs <see cref="PusherAppOptions.SubscriptionCounts"/>.
    /// </summary>
    /// <value>Empty: all.</value>
    public IList<string> Events { get; } = [];

    /// <summary>What the names of the channels begin with whose events are sent.</summary>
    /// <value>Empty: all channels.</value>
    public string ChannelPrefix { get; set; } = "";

    /// <summary>Further headers of the requests, for example <c>Authorization</c>.</summary>
    /// <value>Empty.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
