using System.Collections.Immutable;
using Livecaller.Conversations;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Messages;

/// <summary>One thing in the list, top to bottom.</summary>
/// <param name="Key">Stays the same while the thing does, so that the browser keeps its element.</param>
internal abstract record TimelineItem(string Key);

/// <summary>The heading of a day.</summary>
internal sealed record DayHeading(DateOnly Day) : TimelineItem("day-" + Day.ToString("yyyyMMdd", null));

/// <summary>Above what came since the visitor last looked.</summary>
internal sealed record NewDivider() : TimelineItem("new");

/// <summary>An operator's first message is the moment in which they joined.</summary>
internal sealed record JoinedLine(MessageSender Sender, MessageId Before) : TimelineItem("joined-" + Before.Value);

/// <summary>A message of the server itself.</summary>
internal sealed record SystemLine(ConversationMessage Message) : TimelineItem("system-" + Message.Id.Value);

/// <summary>Messages of one sender that belong together; the time stands once, under the last.</summary>
internal sealed record MessageRun(ImmutableArray<ConversationMessage> Messages) : TimelineItem("run-" + Messages[0].Id.Value)
{
    public ConversationMessage Last => Messages[^1];

    public bool IsOwn => Last.IsOwn;
}
