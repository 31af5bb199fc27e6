using Livecaller.Realtime.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Realtime.Tests.Connections;

public sealed class ConnectionClockTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ConnectionClock _clock;

    public ConnectionClockTests() => _clock = new ConnectionClock(_time);

    [Fact]
    public void Each_entry_is_called_once_when_its_time_has_come()
    {
        var entries = Enumerable.Range(1, 200).Select(due => new Entry(_clock, due)).ToArray();
        foreach (var entry in entries) _clock.Schedule(entry, entry.At);

        for (var second = 1; second <= 200; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(second, entries.Count(e => e.CalledAt is not null));
        }

        Assert.All(entries, e => Assert.Equal(e.At, e.CalledAt));
        Assert.Equal(0, _clock.Count);
    }

    [Fact]
    public void An_earlier_time_replaces_a_later_one_and_not_the_other_way_round()
    {
        var entry = new Entry(_clock, 5);
        _clock.Schedule(entry, 20);
        _clock.Schedule(entry, 5);
        _clock.Schedule(entry, 10);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(5, entry.CalledAt);
        Assert.Equal(0, _clock.Count);
    }

    [Fact]
    public void A_retired_entry_is_neither_called_nor_kept()
    {
        Entry[] entries = [new(_clock, 5), new(_clock, 5), new(_clock, 5)];
        foreach (var entry in entries) _clock.Schedule(entry, 5);

        _clock.Retire(entries[1]);
        _clock.Schedule(entries[1], 6);
        Assert.Equal(2, _clock.Count);
        for (var second = 0; second < 10; second++) _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([5, null, 5], entries.Select(e => e.CalledAt));
    }

    [Fact]
    public void A_time_beyond_the_wheel_is_looked_at_before_and_never_missed()
    {
        var entry = new Entry(_clock, 86_400) { IsPatient = true };
        _clock.Schedule(entry, entry.At);

        for (var hour = 0; hour < 24; hour++) _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(86_400, entry.CalledAt);
    }

    [Fact]
    public void Seconds_go_on_while_nobody_waits()
    {
        _time.Advance(TimeSpan.FromSeconds(1000));
        var entry = new Entry(_clock, 1003);
        _clock.Schedule(entry, _clock.Seconds + 3);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(entry.CalledAt);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1003, entry.CalledAt);
    }

    public void Dispose() => _clock.Dispose();

    private sealed class Entry(ConnectionClock clock, int at) : WheelEntry
    {
        public int At => at;

        public int? CalledAt { get; private set; }

        public bool IsPatient { get; init; }

        protected internal override void OnDue()
        {
            if (IsPatient && clock.Seconds < at) clock.Schedule(this, at);
            else CalledAt = CalledAt is null ? clock.Seconds : throw new InvalidOperationException("Called twice.");
        }
    }
}
