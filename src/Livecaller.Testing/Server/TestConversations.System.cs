using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>Transcripts, callbacks and transfers.</summary>
internal sealed partial class TestConversations
{
    private readonly List<(ConversationId Conversation, string Email, VisitorId Visitor, DateTimeOffset At)> _transcripts = [];

    public IEnumerable<(ConversationId ConversationId, string Email)> Transcripts => _transcripts.Select(t => (t.Conversation, t.Email));

    private static MessageSender System => new() { Type = ParticipantType.System, Id = "system" };

    public string NextId() => ids.Next();

    public void RequestTranscript(TestVisitor visitor, string id, TranscriptRequest request)
    {
        var email = WidgetFieldRules.NormalizeEmail(request.Email ?? "");
        Require(ConversationRules.CheckTranscript(email));
        var conversation = RequireOwn(visitor, id);
        if (!Offers(WidgetFeatureNames.Transcript)) throw new ProblemException(ConversationRules.NoTranscripts);
        Require(ConversationRules.CheckRecipient(email, visitor.OwnEmail, conversation.IsAnswered));
        var (now, mailbox) = (time.GetUtcNow(), ConversationRules.Mailbox(email));
        if (_transcripts.Count(t => t.At > now - TimeSpan.FromDays(1) && (t.Visitor == visitor.Id || ConversationRules.Mailbox(t.Email) == mailbox)) >= ConversationRules.MaxTranscriptsPerDay)
            throw new ProblemException(Problems.TooMany((int)TimeSpan.FromDays(1).TotalSeconds));
        _transcripts.Add((conversation.Id, email, visitor.Id, now));
    }

    public (ConversationRecord Conversation, bool IsNew) RequestCallback(TestVisitor visitor, CallbackRequest request)
    {
        var callback = CallbackRules.Normalize(request);
        Require(CallbackRules.Check(callback, time.GetUtcNow()));
        if (callback.Id is { } id && _byMessage.TryGetValue(id, out var earlier))
        {
            return earlier.Visitor == visitor && earlier.Callback is { } before && before.DepartmentId == callback.DepartmentId
                && CallbackRules.ToPayload(before) == CallbackRules.ToPayload(callback)
                ? (earlier, false)
                : throw new ProblemException(CallbackRules.Reused(id));
        }

        if (!Offers(WidgetFeatureNames.Callback)) throw new ProblemException(CallbackRules.NotOffered);
        var department = FindDepartment(callback.DepartmentId);
        RequireRoom(visitor);
        visitor.Apply((callback.Name, null, callback.Phone));
        var conversation = Start(visitor, department, new Dictionary<string, string>(), callback: callback);
        Say(conversation, NoticeTexts.Callback(callback), new() { Type = MessageNotice.Callback, Phone = callback.Phone, At = callback.At }, callback.Id);
        if (callback.Note is { } note) Send(conversation, visitor.Sender, new() { Id = MessageId.New(time), Content = note });
        return (conversation, true);
    }

    public void Transfer(ConversationRecord conversation, OperatorSummary to)
    {
        RequireOpen(conversation);
        if (conversation.Operator?.Id == to.Id) return;
        Assign(conversation, to);
        Say(conversation, NoticeTexts.TransferredTo(to.Name), new() { Type = MessageNotice.Transferred, Operator = to });
    }

    public void Transfer(ConversationRecord conversation, DepartmentSummary to)
    {
        RequireOpen(conversation);
        var waits = conversation.Status == ConversationStatus.Queued;
        if (conversation.Department?.Id == to.Id && waits) return;
        (conversation.Department, conversation.Operator) = (to, null);
        Log(conversation, EventNames.ConversationUpdated);
        Say(conversation, NoticeTexts.TransferredTo(to.DisplayName), new() { Type = MessageNotice.Transferred, Department = to });
        if (!waits) TellBehind(conversation);
    }

    private void Say(ConversationRecord conversation, string text, MessageNotice notice, MessageId? id = null) =>
        Send(conversation, System, new() { Id = id ?? MessageId.New(time), Content = text }, notice);

    private bool Offers(string feature) => widget.Features.Any(f => f.Name == feature);
}
