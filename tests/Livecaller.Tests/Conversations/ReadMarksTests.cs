using Livecaller.Conversations;
using Livecaller.Protocol;

namespace Livecaller.Tests.Conversations;

public sealed class ReadMarksTests
{
    [Fact]
    public void Conversation_brings_both_read_marks()
    {
        var model = new ConversationModel().WithInfo(Info(9, visitorRead: 4, operatorRead: 6), isListed: true);

        Assert.Equal((4, 6), (model.Snapshot.VisitorReadSequence, model.Snapshot.OperatorReadSequence));
    }

    [Fact]
    public void Own_messages_that_were_loaded_before_show_that_they_were_read()
    {
        var model = new ConversationModel()
            .WithNewest([Message(2, ParticipantType.Visitor), Message(5, ParticipantType.Visitor)], isFull: false)
            .WithInfo(Info(5, operatorRead: 2), isListed: false);

        Assert.Equal([MessageStatus.Read, MessageStatus.Sent], model.Snapshot.Messages.Select(m => m.Status));
    }

    [Fact]
    public void Read_marks_never_go_back()
    {
        var model = new ConversationModel()
            .WithInfo(Info(9, visitorRead: 8, operatorRead: 7), isListed: true)
            .WithInfo(Info(10, visitorRead: 3, operatorRead: 2), isListed: true);

        Assert.Equal((8, 7), (model.Snapshot.VisitorReadSequence, model.Snapshot.OperatorReadSequence));
    }

    [Fact]
    public void Message_that_another_device_read_is_not_counted_any_more()
    {
        var model = new ConversationModel()
            .WithInfo(Info(1), isListed: true)
            .WithNewest([], isFull: false)
            .WithMessage(Message(2, ParticipantType.Operator))
            .WithMessage(Message(3, ParticipantType.Operator));
        Assert.Equal(2, model.Snapshot.UnreadCount);

        Assert.Equal(1, model.WithInfo(Info(4, visitorRead: 2), isListed: true).Snapshot.UnreadCount);
    }

    private static ConversationPayload Info(long last, long visitorRead = 0, long operatorRead = 0) => new()
    {
        Id = new("c1"),
        Status = ConversationStatus.Active,
        CreatedAt = DateTimeOffset.UnixEpoch,
        LastSequence = last,
        VisitorReadSequence = visitorRead,
        OperatorReadSequence = operatorRead,
        Channel = "private-conversation.c1",
    };

    private static MessagePayload Message(long sequence, ParticipantType sender) => new()
    {
        Id = new($"m{sequence}"),
        ConversationId = new("c1"),
        Sequence = sequence,
        Sender = new() { Type = sender, Id = "s" },
        Content = "hello",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
