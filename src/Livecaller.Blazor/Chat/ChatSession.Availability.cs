namespace Livecaller.Blazor.Chat;

// Who is there and how fast answers come. Asked for when the chat opens and when a conversation begins to wait; nothing depends on it.
internal sealed partial class ChatSession
{
    private static readonly TimeSpan AvailabilityIsFresh = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _availabilityAt;

    /// <summary>Who is there and how fast answers come; null when it is unknown.</summary>
    public WidgetAvailability? Availability { get; private set; }

    /// <summary>Asks again, unless it was asked a moment ago.</summary>
    public async Task LearnAvailabilityAsync()
    {
        var now = client.Options.TimeProvider.GetUtcNow();
        lock (_lock)
        {
            if (_disposed || (now >= _availabilityAt && now - _availabilityAt < AvailabilityIsFresh)) return;
            _availabilityAt = now;
        }

        try
        {
            var availability = await client.GetAvailabilityAsync();
            Change(() => Availability = availability);
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException or ObjectDisposedException)
        {
            // A server of an earlier version, or no network: the chat says nothing of it.
        }
    }
}
