using System.Collections.Immutable;
using Livecaller.Blazor.Localization;
using Livecaller.Conversations;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Messages;

/// <summary>Turns a conversation into what the list shows.</summary>
internal static class Timeline
{
    /// <summary>A longer pause begins a new run, so that its time is said.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<TimelineItem> Of(ConversationSnapshot snapshot, long? newAfter, TimeZoneInfo zone)
    {
        var items = new List<TimelineItem>();
        var run = ImmutableArray.CreateBuilder<ConversationMessage>();
        var day = default(DateOnly?);
        // Whoever spoke before the loaded part has joined before it.
        var joined = snapshot.HasEarlier ? null : new HashSet<string>(StringComparer.Ordinal);
        var dividerIsDue = newAfter is not null;

        foreach (var message in snapshot.Messages)
        {
            var sender = message.Payload.Sender;
            var messageDay = TimeText.DayOf(message.Payload.CreatedAt, zone);
            if (messageDay != day)
            {
                EndRun();
                items.Add(new DayHeading(messageDay));
                day = messageDay;
            }

            if (dividerIsDue && !message.IsOwn && message.Payload.Sequence > newAfter)
            {
                EndRun();
                items.Add(new NewDivider());
                dividerIsDue = false;
            }

            if (sender.Type == ParticipantType.System)
            {
                EndRun();
                items.Add(new SystemLine(message));
                continue;
            }

            if (sender.Type == ParticipantType.Operator && joined?.Add(sender.Id) == true)
            {
                EndRun();
                items.Add(new JoinedLine(sender, message.Id));
            }

            if (run.Count > 0 && !BelongTogether(run[^1], message)) EndRun();
            run.Add(message);
        }

        EndRun();
        return items;

        void EndRun()
        {
            if (run.Count == 0) return;
            items.Add(new MessageRun(run.ToImmutable()));
            run.Clear();
        }
    }

    // What failed, or still waits, says so itself: the words under a run are those of its last message.
    private static bool BelongTogether(ConversationMessage before, ConversationMessage message) =>
        before.Payload.Sender.Type == message.Payload.Sender.Type
        && before.Payload.Sender.Id == message.Payload.Sender.Id
        && (before.Status == MessageStatus.Failed) == (message.Status == MessageStatus.Failed)
        && before.Status != MessageStatus.Failed
        && (before.Status == MessageStatus.Pending) == (message.Status == MessageStatus.Pending)
        && message.Payload.CreatedAt - before.Payload.CreatedAt < Pause;
}
