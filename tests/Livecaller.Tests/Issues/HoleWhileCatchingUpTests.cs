using Livecaller.Conversations;
using Livecaller.Protocol;

namespace Livecaller.Tests.Issues;

/// <summary>
/// The visitor was away for long: the newest page is there, while the log still brings what came before it, oldest first.
/// What it brought stood before the page, with a hole between, and "load earlier" went on before the hole.
/// </summary>
public sealed class HoleWhileCatchingUpTests
{
    [Fact]
    public void Newest_page_stays_without_holes_while_the_log_brings_what_came_before_it()
    {
        var model = Opened().WithNewest(Page(951, 1000), isFull: true);
        for (var sequence = 2; sequence <= 1000; sequence++) model = model.WithMessage(Message(sequence));

        Assert.Equal(Enumerable.Range(951, 50).Select(s => (long)s), model.Snapshot.Messages.Select(m => m.Payload.Sequence));
        Assert.True(model.Snapshot.HasEarlier);
        Assert.Equal(1000 - 1, model.Snapshot.UnreadCount);
    }

    [Fact]
    public void What_the_log_brought_before_the_newest_page_was_there_gives_way_to_it()
    {
        var model = Opened().WithMessage(Message(2)).WithMessage(Message(3)).WithNewest(Page(951, 1000), isFull: true);

        Assert.Equal(951, model.Snapshot.Oldest());
        model = model.WithEarlier(Page(901, 950), isFull: true, oldest: 951).WithMessage(Message(4)).WithMessage(Message(1001));
        Assert.Equal(Enumerable.Range(901, 101).Select(s => (long)s), model.Snapshot.Messages.Select(m => m.Payload.Sequence));
    }

    [Fact]
    public void What_came_before_a_page_that_holds_all_stays_and_so_does_what_is_on_its_way()
    {
        var mine = new ConversationMessage { Payload = Message(0) with { Id = new("mine") }, Status = MessageStatus.Pending };
        var model = Opened().WithOutgoing(mine).WithMessage(Message(2)).WithNewest(Page(1, 3), isFull: false);

        Assert.Equal(["m1", "m2", "m3", "mine"], model.Snapshot.Messages.Select(m => m.Id.Value));
        Assert.Equal("mine", Opened().WithOutgoing(mine).WithNewest(Page(951, 1000), isFull: true).Snapshot.Messages[^1].Id.Value);
    }

    private static ConversationModel Opened() => new ConversationModel().WithNothingLoaded();

    private static MessagePayload[] Page(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(s => Message(s))];

    private static MessagePayload Message(long sequence) => new()
    {
        Id = new($"m{sequence}"),
        ConversationId = new("c1"),
        Sequence = sequence,
        Sender = new() { Type = ParticipantType.Operator, Id = "o1", Name = "Nino" },
        Content = $"Message {sequence}",
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(sequence),
    };
}
