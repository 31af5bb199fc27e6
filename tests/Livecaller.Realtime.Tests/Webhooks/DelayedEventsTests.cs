using Livecaller.Realtime.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Realtime.Tests.Webhooks;

public sealed class DelayedEventsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _sent = [];

    [Fact]
    public void Each_event_is_sent_after_its_own_delay_in_the_order_of_the_events()
    {
        using var events = Create();
        events.SendLater("a", null, Of("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        events.SendLater("b", null, Of("b"));
        events.SendLater("b", "anna", Of("anna"));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["a"], _sent);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "b", "anna"], _sent);
        events.SendLater("a", null, Of("again"));
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["a", "b", "anna", "again"], _sent);
    }

    [Fact]
    public void The_opposite_cancels_both_and_only_for_the_same_channel_and_user()
    {
        using var events = Create();
        events.SendLater("a", null, Of("vacated a"));
        events.SendLater("a", "anna", Of("removed anna"));
        events.SendLater("a", "bert", Of("removed bert"));

        events.SendOrCancel("a", "anna", Of("added anna"));
        events.SendOrCancel("b", null, Of("occupied b"));
        events.SendOrCancel("a", null, Of("occupied a"));
        _time.Advance(TimeSpan.FromSeconds(10));
        events.SendOrCancel("a", "bert", Of("added bert"));

        Assert.Equal(["occupied b", "removed bert", "added bert"], _sent);
    }

    [Fact]
    public void Too_many_are_refused_and_what_was_sent_makes_room()
    {
        using var events = Create(maxCount: 2);
        Assert.True(events.SendLater("a", null, Of("a")));
        Assert.True(events.SendLater("b", null, Of("b")));
        Assert.False(events.SendLater("c", null, Of("c")));

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.True(events.SendLater("c", null, Of("c")));
        Assert.Equal(["a", "b"], _sent);
    }

    [Fact]
    public void Nothing_is_sent_after_the_end()
    {
        var events = Create();
        events.SendLater("a", null, Of("a"));

        events.Dispose();
        events.SendLater("b", null, Of("b"));
        events.SendOrCancel("c", null, Of("c"));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_sent);
    }

    private static WebhookEvent Of(string name) => new(name, "", default);

    private DelayedEvents Create(int maxCount = 10) => new(TimeSpan.FromSeconds(3), maxCount, _time, e => _sent.Add(e.Name));
}
