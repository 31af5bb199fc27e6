using System.Text.Json;
using static Livecaller.Realtime.Webhooks.WebhookEventNames;

namespace Livecaller.Realtime.Webhooks;

/// <summary>Makes events of what happens in the channels of an application, and hands them to the receivers that want them.</summary>
internal sealed class AppWebhooks : IChannelObserver, IDisposable
{
    private readonly DelayedEvents _delayed;

    public AppWebhooks(IReadOnlyList<WebhookSender> senders, PusherWebhookOptions options, TimeProvider time)
    {
        Senders = senders;
        _delayed = new DelayedEvents(options.DebounceTime, options.MaxQueuedEvents, time, Send);
    }

    public IReadOnlyList<WebhookSender> Senders { get; }

    public void OnOccupied(string channel) => Appear(channel, null, ChannelOccupied, ChannelVacated);

    public void OnVacated(string channel) => Disappear(channel, null, ChannelVacated, ChannelOccupied);

    public void OnMemberAdded(string channel, string userId) => Appear(channel, userId, MemberAdded, MemberRemoved);

    public void OnMemberRemoved(string channel, string userId) => Disappear(channel, userId, MemberRemoved, MemberAdded);

    /// <summary>Reports what several nodes have found out together, after the debounce time.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="userId">The member; null for the channel itself.</param>
    /// <param name="isPresent">Whether the channel was occupied or the member added.</param>
    public void Report(string channel, string? userId, bool isPresent)
    {
        var name = userId is null ? (isPresent ? ChannelOccupied : ChannelVacated) : isPresent ? MemberAdded : MemberRemoved;
        if (IsWanted(name, channel)) Send(EventOf(name, channel, userId));
    }

    public void OnCacheMiss(string channel)
    {
        if (IsWanted(CacheMiss, channel)) Send(WebhookEvent.Of(CacheMiss, channel));
    }

    public void OnSubscriptionCount(string channel, int count)
    {
        if (IsWanted(SubscriptionCount, channel))
            Send(WebhookEvent.Of(SubscriptionCount, channel, writer => writer.WriteNumber("subscription_count", count)));
    }

    public void OnClientEvent(string channel, string eventName, string? data, string socketId, string? userIdJson)
    {
        if (!IsWanted(ClientEvent, channel)) return;
        Send(WebhookEvent.Of(ClientEvent, channel, writer =>
        {
            writer.WriteString("event", eventName);
            writer.WriteString("data", data ?? "{}");
            writer.WriteString("socket_id", socketId);
            if (userIdJson is not null) writer.WriteString("user_id", TextOf(userIdJson));
        }));
    }

    public void Dispose()
    {
        _delayed.Dispose();
        foreach (var sender in Senders) sender.Dispose();
    }

    // Both events of a pair are tracked when one is wanted: otherwise every short interruption would report another one of it.
    private void Appear(string channel, string? userId, string name, string opposite)
    {
        if (IsWanted(name, channel) || IsWanted(opposite, channel)) _delayed.SendOrCancel(channel, userId, EventOf(name, channel, userId));
    }

    private void Disappear(string channel, string? userId, string name, string opposite)
    {
        if (!IsWanted(name, channel) && !IsWanted(opposite, channel)) return;
        if (_delayed.SendLater(channel, userId, EventOf(name, channel, userId))) return;
        foreach (var sender in Senders)
            if (sender.Wants(name, channel)) sender.Drop();
    }

    private static WebhookEvent EventOf(string name, string channel, string? userId) =>
        WebhookEvent.Of(name, channel, userId is null ? null : writer => writer.WriteString("user_id", userId));

    // Receivers expect text, also where the back end uses numbers.
    private static string TextOf(string userIdJson)
    {
        using var document = JsonDocument.Parse(userIdJson);
        return document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString()! : userIdJson;
    }

    private bool IsWanted(string name, string channel)
    {
        foreach (var sender in Senders)
            if (sender.Wants(name, channel)) return true;
        return false;
    }

    private void Send(WebhookEvent happened)
    {
        foreach (var sender in Senders)
            if (sender.Wants(happened.Name, happened.Channel)) sender.Send(happened);
    }
}
