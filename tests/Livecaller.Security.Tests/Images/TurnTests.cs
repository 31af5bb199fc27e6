using Livecaller.Server.Limits;

namespace Livecaller.Security.Tests.Images;

/// <summary>Visitors take turns at work that is limited.</summary>
public sealed class TurnTests
{
    private static readonly WorkOwner Attacker = new("203.0.113.1", "attacker");
    private static readonly WorkOwner Visitor = new("198.51.100.7", "visitor");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private readonly FairGate _gate = new(1, maxWaiting: 10);
    private readonly List<string> _served = [];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Ten_works_of_one_visitor_or_address_delay_another_visitor_by_one(bool ofManyVisitors, bool ofTheSameAddress)
    {
        var visitor = ofTheSameAddress ? Visitor with { Address = Attacker.Address } : Visitor;
        var first = await _gate.EnterAsync(Attacker, Cancelled);
        var works = Enumerable.Range(0, 10)
            .Select(i => ServeAsync(ofManyVisitors ? Attacker with { Visitor = $"attacker {i}" } : Attacker, $"attack {i}")).ToList();
        works.Add(ServeAsync(visitor, "picture"));

        first.Dispose();
        await Task.WhenAll(works).WaitAsync(Cancelled);

        Assert.Equal(["attack 0", "picture", "attack 1"], _served.Take(3));
    }

    [Fact]
    public async Task Newcomers_do_not_keep_a_visitor_with_many_works_waiting_forever()
    {
        var first = await _gate.EnterAsync(Visitor, Cancelled);
        List<Task> works = [ServeAsync(Visitor, "one"), ServeAsync(Visitor, "two")];
        works.Add(ServeChainAsync(0));

        first.Dispose();
        await Task.WhenAll(works).WaitAsync(Cancelled);

        Assert.True(_served.IndexOf("two") < _served.IndexOf("newcomer 2999"));

        // Before each newcomer is served, the next one waits.
        async Task ServeChainAsync(int number)
        {
            if (number == 3000) return;
            Task next;
            using (await _gate.EnterAsync(new($"203.0.113.{number}", $"newcomer {number}"), Cancelled))
            {
                lock (_served) _served.Add($"newcomer {number}");
                next = ServeChainAsync(number + 1);
            }

            await next;
        }
    }

    [Fact]
    public async Task A_work_whose_client_is_gone_is_passed_over_and_its_place_is_free()
    {
        using var gone = new CancellationTokenSource();
        var first = await _gate.EnterAsync(Attacker, Cancelled);
        var left = Enumerable.Range(0, 10).Select(_ => _gate.EnterAsync(Attacker, gone.Token)).ToList();
        await Assert.ThrowsAsync<RateLimitedException>(() => _gate.EnterAsync(Attacker, Cancelled));

        await gone.CancelAsync();
        foreach (var work in left) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        var next = _gate.EnterAsync(Attacker, Cancelled);
        first.Dispose();

        (await next.WaitAsync(Cancelled)).Dispose();
        (await _gate.EnterAsync(Visitor, Cancelled)).Dispose();
    }

    [Fact]
    public async Task More_works_of_a_visitor_than_can_wait_are_refused_and_others_are_not()
    {
        using var first = await _gate.EnterAsync(Attacker, Cancelled);
        for (var i = 0; i < 10; i++) _ = _gate.EnterAsync(Attacker, Cancelled);

        await Assert.ThrowsAsync<RateLimitedException>(() => _gate.EnterAsync(Attacker, Cancelled));

        Assert.False(_gate.EnterAsync(Visitor, Cancelled).IsCompleted);
    }

    private async Task ServeAsync(WorkOwner owner, string name)
    {
        using var turn = await _gate.EnterAsync(owner, Cancelled);
        lock (_served) _served.Add(name);
    }
}
