using Livecaller.Protocol;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>The calls below <c>/v1/widget/conversations</c>, for one visitor.</summary>
internal sealed class ConversationCalls(ConversationDesk desk, TestVisitor visitor, TestRequest call)
{
    public TestAnswer? Answer(string method, string[] path) => (method, path) switch
    {
        ("POST", []) => Start(),
        ("GET", []) => List(),
        (_, [var id, .. var rest]) => Answer(method, rest, desk.RequireOwn(visitor, id)),
        _ => null,
    };

    private TestAnswer? Answer(string method, string[] path, ConversationRecord conversation) => (method, path) switch
    {
        ("GET", []) => One(conversation),
        ("GET", ["messages"]) => Messages(conversation),
        ("GET", ["events"]) => Events(conversation),
        ("POST", ["messages"]) => Send(conversation),
        ("POST", ["typing"]) => Type(conversation),
        ("POST", ["read"]) => Read(conversation),
        ("POST", ["close"]) => Close(conversation),
        ("POST", ["feedback"]) => Rate(conversation),
        ("POST", ["transcript"]) => RequestTranscript(conversation),
        _ => null,
    };

    private TestAnswer Start()
    {
        var (conversation, isNew) = desk.StartAsVisitor(visitor, call.Read(LivecallerJson.Default.StartConversationRequest));
        return One(conversation, isNew);
    }

    private TestAnswer List()
    {
        var limit = call.Number("limit", 1, 100) ?? 50;
        var status = call.Query("status");
        if (status is not (null or "queued" or "active" or "closed"))
            throw RefusalException.Invalid("status", $"Received \"{status}\", expected queued, active or closed.");
        var own = desk.Conversations.Reverse().Where(c => c.Visitor == visitor);
        if (call.Query("before") is { } before)
        {
            var edge = desk.RequireOwn(visitor, before);
            own = own.SkipWhile(c => c != edge).Skip(1);
        }

        IReadOnlyList<ConversationPayload> page =
            [.. own.Where(c => status is null || c.Status.ToString().Equals(status, StringComparison.OrdinalIgnoreCase)).Take((int)limit).Select(desk.ToPayload)];
        return TestAnswer.Json(new(page), LivecallerJson.Default.DataEnvelopeIReadOnlyListConversationPayload);
    }

    private TestAnswer One(ConversationRecord conversation, bool isNew = false) =>
        TestAnswer.Json(new(desk.ToPayload(conversation)), LivecallerJson.Default.DataEnvelopeConversationPayload, isNew);

    private TestAnswer Messages(ConversationRecord conversation)
    {
        var limit = call.Number("limit", 1, 100) ?? 50;
        string[] windows = ["before", "after", "around"];
        if (windows.Count(w => call.Query(w) is not null) > 1)
            throw RefusalException.Invalid(windows.Last(w => call.Query(w) is not null), "Expected at most one of before, after and around.");
        IReadOnlyList<MessagePayload> page = call.Query("around") is { } id ? Around(conversation, id, (int)limit)
            : call.Number("after", 0, long.MaxValue) is { } after ? [.. conversation.Messages.Where(m => m.Sequence > after).Take((int)limit)]
            : [.. conversation.Messages.Where(m => m.Sequence < (call.Number("before", 1, long.MaxValue) ?? long.MaxValue)).TakeLast((int)limit)];
        return TestAnswer.Json(new(page), LivecallerJson.Default.DataEnvelopeIReadOnlyListMessagePayload);
    }

    private static List<MessagePayload> Around(ConversationRecord conversation, string id, int limit)
    {
        var messages = conversation.Messages.ToList();
        var place = messages.FindIndex(m => m.Id.Value.Equals(id, StringComparison.OrdinalIgnoreCase));
        if (place < 0) throw RefusalException.Because(404, $"This conversation has no message {id}.");
        var first = Math.Max(0, Math.Min(place - limit / 2, messages.Count - limit));
        return messages.GetRange(first, Math.Min(limit, messages.Count - first));
    }

    private TestAnswer Events(ConversationRecord conversation)
    {
        var limit = call.Number("limit", 1, 500) ?? 200;
        var after = call.Number("after", 0, long.MaxValue) ?? 0;
        IReadOnlyList<LoggedEvent> page = [.. conversation.Log.Where(e => e.Sequence > after).Take((int)limit)];
        return TestAnswer.Json(new(page, conversation.LastSequence), LivecallerJson.Default.EventPage);
    }

    private TestAnswer Send(ConversationRecord conversation)
    {
        var (message, isNew) = desk.SendAsVisitor(visitor, conversation, call.Read(LivecallerJson.Default.SendMessageRequest));
        return TestAnswer.Json(new(message), LivecallerJson.Default.DataEnvelopeMessagePayload, isNew);
    }

    private TestAnswer Type(ConversationRecord conversation)
    {
        var text = call.Body.Length == 0 ? null : call.Read(LivecallerJson.Default.TypingRequest).Text;
        desk.Type(conversation, visitor.Sender, text);
        return TestAnswer.Nothing;
    }

    private TestAnswer Read(ConversationRecord conversation)
    {
        var sequence = call.Read(LivecallerJson.Default.ReadRequest).Sequence;
        if (sequence < 0) throw RefusalException.Invalid("sequence", $"Received {sequence}, expected 0 or more.");
        desk.Read(conversation, ParticipantType.Visitor, sequence);
        return TestAnswer.Nothing;
    }

    private TestAnswer Close(ConversationRecord conversation)
    {
        desk.Close(conversation, ParticipantType.Visitor);
        return One(conversation);
    }

    private TestAnswer RequestTranscript(ConversationRecord conversation)
    {
        desk.RequestTranscript(conversation, call.Read(LivecallerJson.Default.TranscriptRequest).Email ?? "");
        return TestAnswer.Accepted;
    }

    private TestAnswer Rate(ConversationRecord conversation)
    {
        var feedback = call.Read(LivecallerJson.Default.FeedbackRequest);
        if (feedback.Rating is < 1 or > 5) throw RefusalException.Invalid("rating", $"Received {feedback.Rating}, expected 1 to 5.");
        conversation.Feedback = feedback;
        return TestAnswer.Nothing;
    }
}
