using Livecaller.Shared;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>The calls below <c>/v1/widget/conversations</c>, and the callbacks.</summary>
internal sealed class ConversationCalls(TestConversations conversations)
{
    public TestAnswer Start(TestVisitor visitor, TestRequest call, string id)
    {
        var request = call.Read(LivecallerJson.Default.StartConversationRequest, JsonBody.DefaultMaxMessageBytes, new());
        var (conversation, isNew) = conversations.StartAsVisitor(visitor, request);
        return One(conversation, isNew);
    }

    public TestAnswer RequestCallback(TestVisitor visitor, TestRequest call, string id)
    {
        var (conversation, isNew) = conversations.RequestCallback(visitor, call.Read(LivecallerJson.Default.CallbackRequest));
        return One(conversation, isNew);
    }

    public TestAnswer List(TestVisitor visitor, TestRequest call, string id)
    {
        var status = QueryRules.Status(call.Query("status"));
        var limit = call.Limit(QueryRules.DefaultConversations, QueryRules.MaxConversations);
        var before = QueryRules.Text("before", call.Query("before"));
        // Ids are ordered by time, and so is the list; an unknown id has a position too.
        var own = conversations.All.Where(c => c.Visitor == visitor).Reverse();
        if (before is not null)
        {
            own = own.Any(c => c.Id.Value == before) ? own.SkipWhile(c => c.Id.Value != before).Skip(1)
                : own.Where(c => string.CompareOrdinal(c.Id.Value, before) < 0);
        }

        IReadOnlyList<ConversationPayload> page = [.. own.Where(c => status is null || c.Status == status).Take(limit).Select(conversations.ToListed)];
        return TestAnswer.Json(new(page) { Epoch = conversations.Epoch }, LivecallerJson.Default.DataEnvelopeIReadOnlyListConversationPayload);
    }

    public TestAnswer Get(TestVisitor visitor, TestRequest call, string id) => One(conversations.RequireOwn(visitor, id));

    public TestAnswer Messages(TestVisitor visitor, TestRequest call, string id)
    {
        var (before, after, around) = (call.Number("before", 1), call.Number("after", 0), QueryRules.Text("around", call.Query("around"))?.ToLowerInvariant());
        var limit = call.Limit(QueryRules.DefaultMessages, QueryRules.MaxMessages);
        if (QueryRules.OnlyOne(call.HasQuery, "before", "after", "around") is { } problem) throw new ProblemException(problem);
        var messages = conversations.MessagesOf(conversations.RequireOwn(visitor, id)).ToList();
        IReadOnlyList<MessagePayload> page = around is not null ? Around(messages, around, limit)
            : after is not null ? [.. messages.Where(m => m.Sequence > after).Take(limit)]
            : [.. messages.Where(m => m.Sequence < (before ?? long.MaxValue)).TakeLast(limit)];
        return TestAnswer.Json(new(page) { Epoch = conversations.Epoch }, LivecallerJson.Default.DataEnvelopeIReadOnlyListMessagePayload);
    }

    public TestAnswer Events(TestVisitor visitor, TestRequest call, string id)
    {
        var after = call.Number("after", 0) ?? 0;
        var limit = call.Limit(QueryRules.DefaultEvents, QueryRules.MaxEvents);
        var conversation = conversations.RequireOwn(visitor, id);
        return TestAnswer.Json(new([.. conversations.EventsOf(conversation, after).Take(limit)], conversation.LastSequence) { Epoch = conversations.Epoch }, LivecallerJson.Default.EventPage);
    }

    public TestAnswer Send(TestVisitor visitor, TestRequest call, string id)
    {
        var request = call.Read(LivecallerJson.Default.SendMessageRequest, JsonBody.DefaultMaxMessageBytes);
        var (message, isNew) = conversations.SendAsVisitor(visitor, id, request);
        return TestAnswer.Json(new(message) { Epoch = conversations.Epoch }, LivecallerJson.Default.DataEnvelopeMessagePayload, isNew);
    }

    public TestAnswer Type(TestVisitor visitor, TestRequest call, string id)
    {
        conversations.TypeAsVisitor(visitor, id, call.Read(LivecallerJson.Default.TypingRequest, whenEmpty: new()));
        return TestAnswer.Nothing;
    }

    public TestAnswer Read(TestVisitor visitor, TestRequest call, string id)
    {
        var request = call.Read(LivecallerJson.Default.ReadRequest);
        conversations.Read(conversations.RequireOwn(visitor, id), ParticipantType.Visitor, request.Sequence);
        return TestAnswer.Nothing;
    }

    public TestAnswer Close(TestVisitor visitor, TestRequest call, string id)
    {
        var conversation = conversations.RequireOwn(visitor, id);
        conversations.Close(conversation, ParticipantType.Visitor);
        return One(conversation);
    }

    public TestAnswer Rate(TestVisitor visitor, TestRequest call, string id)
    {
        var request = call.Read(LivecallerJson.Default.FeedbackRequest);
        TestConversations.Rate(conversations.RequireOwn(visitor, id), request);
        return TestAnswer.Nothing;
    }

    public TestAnswer ChangeEmail(TestVisitor visitor, TestRequest call, string id)
    {
        var request = call.Read(LivecallerJson.Default.ChangeEmailRequest);
        conversations.ChangeEmail(visitor, conversations.RequireOwn(visitor, id), request);
        return TestAnswer.Nothing;
    }

    public TestAnswer RequestTranscript(TestVisitor visitor, TestRequest call, string id)
    {
        conversations.RequestTranscript(visitor, id, call.Read(LivecallerJson.Default.TranscriptRequest));
        return TestAnswer.Accepted;
    }

    private static List<MessagePayload> Around(List<MessagePayload> messages, string id, int limit)
    {
        var place = messages.FindIndex(m => m.Id.Value == id);
        if (place < 0) throw new ProblemException(Problems.NotFound("message"));
        var first = Math.Max(0, Math.Min(place - limit / 2, messages.Count - limit));
        return messages.GetRange(first, Math.Min(limit, messages.Count - first));
    }

    private TestAnswer One(ConversationRecord conversation, bool isNew = false) =>
        TestAnswer.Json(new(conversations.ToPayload(conversation)) { Epoch = conversations.Epoch }, LivecallerJson.Default.DataEnvelopeConversationPayload, isNew);
}
