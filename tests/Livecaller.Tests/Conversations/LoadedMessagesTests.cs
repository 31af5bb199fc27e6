using Livecaller.Conversations;
using Livecaller.Protocol;

namespace Livecaller.Tests.Conversations;

public sealed class LoadedMessagesTests
{
    private static ConversationMessage Message(int sequence) => new()
    {
        Status = MessageStatus.Sent,
        Payload = new()
        {
            Id = new($"m{sequence}"),
            ConversationId = new("c1"),
            Sequence = sequence,
            Sender = new() { Type = ParticipantType.Operator, Id = "o" },
            Content = "hello",
            CreatedAt = DateTimeOffset.UnixEpoch,
        },
    };

    private static long[] SequencesOf(LoadedMessages list) => [.. list.Select(m => m.Payload.Sequence)];

    private static LoadedMessages Grown(int count) => Enumerable.Range(1, count).Aggregate(LoadedMessages.Empty, (list, i) => list.Add(Message(i)));

    [Fact]
    public void List_that_grows_leaves_the_ones_before_as_they_were()
    {
        var lists = new List<LoadedMessages> { LoadedMessages.Empty };
        for (var i = 1; i <= 100; i++) lists.Add(lists[^1].Add(Message(i)));
        for (var i = 0; i <= 100; i++) Assert.Equal(Enumerable.Range(1, i).Select(n => (long)n), SequencesOf(lists[i]));
    }

    [Fact]
    public void List_that_loses_as_many_as_it_gets_lets_go_of_them()
    {
        var (list, lost) = Slide(1_000, 2_000);
        Assert.Equal(Enumerable.Range(2_001, 1_000).Select(n => (long)n), SequencesOf(list));
        GC.Collect();
        Assert.InRange(lost.Count(l => l.IsAlive), 0, 300);
        GC.KeepAlive(list);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (LoadedMessages List, IReadOnlyList<WeakReference> Lost) Slide(int count, int steps)
    {
        var (list, lost) = (Grown(count), new List<WeakReference>());
        for (var i = 1; i <= steps; i++)
        {
            lost.Add(new(list[0]));
            list = list.RemoveRange(0, 1).Add(Message(count + i));
        }

        return (list, lost);
    }

    [Fact]
    public void Two_lists_that_go_on_from_one_do_not_see_each_other()
    {
        var common = Grown(3);
        var (one, other) = (common.Add(Message(4)), common.Add(Message(5)));
        Assert.Equal([1, 2, 3, 4], SequencesOf(one));
        Assert.Equal([1, 2, 3, 5], SequencesOf(other));
        Assert.Equal([1, 2, 3], SequencesOf(common));
    }

    [Fact]
    public void Parts_changes_and_removals_are_lists_of_their_own()
    {
        var list = Grown(5);
        Assert.Equal([2, 3], SequencesOf(list[1..3]));
        Assert.Equal([3, 4, 5], SequencesOf(list.RemoveRange(0, 2)));
        Assert.Equal([1, 5], SequencesOf(list.RemoveRange(1, 3)));
        Assert.Equal([1, 9, 3, 4, 5], SequencesOf(list.SetItem(1, Message(9))));
        Assert.Equal([2, 3, 6], SequencesOf(list[1..3].Add(Message(6))));
        Assert.Equal([1, 2, 3, 4, 5], SequencesOf(list));
    }

    [Fact]
    public void Place_that_is_not_there_is_refused()
    {
        var list = Grown(3)[1..];
        Assert.Throws<ArgumentOutOfRangeException>(() => list[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Slice(1, 2));
    }
}
