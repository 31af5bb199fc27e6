using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Webhooks;

internal static class WebhookExpectations
{
    /// <summary>Moves the host's clock until the receiver has exactly these events.</summary>
    public static async Task ExpectAsync(this WebhookReceiver receiver, PusherHost host, params string[] events)
    {
        await host.UntilAsync(() => receiver.Events.Count >= events.Length);
        Assert.Equal(events, receiver.Events);
    }

    /// <summary>Moves the host's clock in small steps until something has happened.</summary>
    public static Task UntilAsync(this PusherHost host, Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        host.Time.Advance(TimeSpan.FromMilliseconds(50));
        return false;
    });
}
