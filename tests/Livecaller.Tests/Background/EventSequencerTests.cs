using System.Text.Json;
using CsCheck;
using Livecaller.Background;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Tests.Background;

public sealed class EventSequencerTests
{
    private readonly List<long> _handedOn = [];
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private int _fetches;

    private EventSequencer Over(Func<long> last, long cursor = 0, int page = 3, Func<long, bool>? exists = null) => new(
        new(cursor),
        (after, _) =>
        {
            _fetches++;
            var data = Range(after + 1, last()).Where(exists ?? (_ => true)).Take(page).Select(Logged).ToList();
            return Task.FromResult(new EventPage(data, last()));
        },
        e => _handedOn.Add(e.Sequence), NullLogger.Instance);

    private static IEnumerable<long> Range(long from, long to) => Enumerable.Range((int)from, (int)Math.Max(0, to - from + 1)).Select(i => (long)i);

    private static LoggedEvent Logged(long sequence) => new() { Sequence = sequence, Type = "t", Data = default, CreatedAt = default };

    private static FollowedEvent Frame(long sequence) => new(sequence, "t", new(default(JsonElement)));

    [Fact]
    public async Task Next_event_needs_no_fetch()
    {
        await Over(() => 1).OfferAsync(Frame(1), _ct);
        Assert.Equal([1], _handedOn);
        Assert.Equal(0, _fetches);
    }

    [Fact]
    public async Task Duplicate_is_dropped()
    {
        await Over(() => 5, cursor: 5).OfferAsync(Frame(4), _ct);
        Assert.Empty(_handedOn);
        Assert.Equal(0, _fetches);
    }

    [Fact]
    public async Task Gap_is_fetched_first_page_by_page()
    {
        await Over(() => 8, cursor: 1).OfferAsync(Frame(8), _ct);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], _handedOn);
        Assert.Equal(3, _fetches);
    }

    [Fact]
    public async Task Hole_that_the_server_cannot_fill_is_passed_over_without_a_loop()
    {
        await Over(() => 6, cursor: 1, exists: s => s is not (3 or 4)).OfferAsync(Frame(6), _ct);
        Assert.Equal([2, 5, 6], _handedOn);
    }

    [Fact]
    public async Task Hole_at_the_end_is_asked_for_once()
    {
        var sequencer = Over(() => 4, cursor: 1, exists: s => s < 2);
        await sequencer.CatchUpAsync(_ct);
        Assert.Equal(1, _fetches);
        await sequencer.OfferAsync(Frame(4), _ct);
        Assert.Equal([4], _handedOn);
    }

    [Fact]
    public async Task Log_that_was_rewound_does_not_silence_its_next_events()
    {
        var sequencer = Over(() => 2, cursor: 9);
        await sequencer.CatchUpAsync(_ct);
        await sequencer.OfferAsync(Frame(3), _ct);
        Assert.Equal([3], _handedOn);
    }

    /// <summary>Numbers above 0: the frame of that sequence arrives; 0: the socket came back and the log is asked.</summary>
    [Fact]
    public void Any_interleaving_hands_on_each_event_once_and_in_order() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 40].Array[0, 120], Gen.Int[1, 7], Gen.Int[0, 5]).Sample((length, steps, page, start) =>
        {
            start = Math.Min(start, length);
            List<long> handedOn = [];
            // The log grows as the steps go on: a frame exists only when its event was stored.
            long stored = start;
            var sequencer = new EventSequencer(
                new(start),
                (after, _) => Task.FromResult(new EventPage([.. Range(after + 1, stored).Take(page).Select(Logged)], stored)),
                e => handedOn.Add(e.Sequence), NullLogger.Instance);
            foreach (var step in steps)
            {
                if (step == 0)
                {
                    sequencer.CatchUpAsync(default).GetAwaiter().GetResult();
                    continue;
                }

                var sequence = Math.Min(step, length);
                stored = Math.Max(stored, sequence);
                sequencer.OfferAsync(Frame(sequence), default).GetAwaiter().GetResult();
            }

            stored = length;
            sequencer.CatchUpAsync(default).GetAwaiter().GetResult();
            return handedOn.SequenceEqual(Range(start + 1, length));
        });
}
