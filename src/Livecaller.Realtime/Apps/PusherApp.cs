using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Users;
using Livecaller.Realtime.Webhooks;

namespace Livecaller.Realtime.Apps;

/// <summary>An application on this node: its options, its channels and the number of its connections.</summary>
internal sealed class PusherApp(
    PusherAppOptions options, ChannelHub channels, ChannelCache cache, UserHub users, AppWebhooks? webhooks, IConnectionWelcome? welcome = null)
{
    private int _connections;

    public PusherAppOptions Options => options;

    public ChannelHub Channels => channels;

    public ChannelCache Cache => cache;

    public UserHub Users => users;

    public AppWebhooks? Webhooks => webhooks;

    /// <summary>Adds to the welcome of its connections; null for nothing.</summary>
    public IConnectionWelcome? Welcome => welcome;

    /// <summary>Counts a connection. False when the application has reached its quota.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _connections) <= options.MaxConnections || options.MaxConnections == 0) return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _connections);

    /// <summary>Returns whether a page of an origin can connect; null is a client that is not in a browser.</summary>
    public bool AllowsOrigin(string? origin) =>
        string.IsNullOrEmpty(origin) || options.AllowedOrigins.Count == 0
        || options.AllowedOrigins.Any(pattern => OriginPattern.Matches(pattern, origin));

    public void Deliver(BackplaneMessage message) => channels.Deliver(message);
}
