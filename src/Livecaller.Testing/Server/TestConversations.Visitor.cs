using Livecaller.Shared;

namespace Livecaller.Testing.Server;

internal sealed partial class TestConversations
{
    /// <summary>Returns one of the visitor's own conversations. Those of other visitors do not exist.</summary>
    public ConversationRecord RequireOwn(TestVisitor visitor, string id) =>
        Find(new(id)) is { } conversation && conversation.Visitor == visitor ? conversation
            : throw new ProblemException(Problems.NotFound("conversation"));

    public (ConversationRecord Conversation, bool IsNew) StartAsVisitor(TestVisitor visitor, StartConversationRequest request)
    {
        request = request with { Fields = ConversationRules.NormalizeLines(request.Fields) };
        Require(ConversationRules.CheckFields(request.Fields));
        var first = request.Message is { } message ? Check(message, "message.") : null;
        if (first is not null && FindSent(visitor, null, first) is { } sent) return (_byMessage[sent.Id], false);
        var department = FindDepartment(request.DepartmentId);
        request = request with { Fields = ConversationRules.Normalize(widget.Fields, request.Fields) };
        Require(ConversationRules.CheckForm(widget.Fields, request.Fields));
        RequireRoom(visitor);
        if (first is not null)
        {
            if (first.ReplyTo is not null) throw new ProblemException(MessageRules.NothingToQuote("message."));
            attachments.Resolve(first.Attachments!, visitor, "message.");
        }

        visitor.Apply(VisitorRules.ProfileOf(widget.Fields, request.Fields));
        var conversation = Start(visitor, department, request.Fields ?? new Dictionary<string, string>());
        if (first is not null) Send(conversation, visitor.Sender, first);
        return (conversation, true);
    }

    private void RequireRoom(TestVisitor visitor) =>
        Require(ConversationRules.CheckOpen(_conversations.Count(c => c.Visitor == visitor && c.IsOpen), ConversationRules.DefaultMaxOpen));

    public DepartmentSummary? FindDepartment(DepartmentId? id) => id is not { } wanted ? null
        : widget.Departments.FirstOrDefault(d => d.Id == wanted) is { } found ? new(found.Id, found.DisplayName)
        : throw new ProblemException(ConversationRules.NoDepartment);

    public (MessagePayload Message, bool IsNew) SendAsVisitor(TestVisitor visitor, string id, SendMessageRequest request)
    {
        var message = Check(request, "");
        var conversation = RequireOwn(visitor, id);
        return FindSent(visitor, conversation, message) is { } sent ? (attachments.Refresh(sent), false)
            : (Send(conversation, visitor.Sender, message), true);
    }

    public void TypeAsVisitor(TestVisitor visitor, string id, TypingRequest request)
    {
        var text = request.Text is null ? null : TextRules.NormalizeLines(request.Text);
        Require(ConversationRules.CheckTyping(text, MaxCharacters));
        Type(RequireOwn(visitor, id), visitor.Sender, text);
    }

    public static void Rate(ConversationRecord conversation, FeedbackRequest feedback)
    {
        Require(ConversationRules.CheckFeedback(feedback));
        conversation.Feedback = feedback;
    }

    public void ChangeEmail(TestVisitor visitor, ConversationRecord conversation, ChangeEmailRequest request)
    {
        Require(ConversationRules.CheckEmail(request.Email));
        RequireOpen(conversation);
        conversation.Fields = ConversationRules.WithEmail(widget.Fields, conversation.Fields, request.Email!);
        visitor.Apply((null, request.Email!.Trim(), null));
        Log(conversation, EventNames.ConversationUpdated);
    }

    private SendMessageRequest Check(SendMessageRequest request, string prefix)
    {
        var message = MessageRules.Normalize(request);
        Require(MessageRules.Check(message, MaxCharacters, prefix));
        return message;
    }

    private static void Require(Problem? problem)
    {
        if (problem is not null) throw new ProblemException(problem);
    }

    /// <summary>Returns what an earlier call with the same id stored; 409 when it stored something else.</summary>
    private MessagePayload? FindSent(TestVisitor visitor, ConversationRecord? conversation, SendMessageRequest request)
    {
        if (!_byMessage.TryGetValue(request.Id, out var holder)) return null;
        var sent = holder.Messages.First(m => m.Id == request.Id);
        var isSame = holder.Visitor == visitor && (conversation is null || conversation == holder)
            && sent.Sender.Type == ParticipantType.Visitor && MessageRules.IsSame(sent, request);
        return isSame ? sent : throw new ProblemException(MessageRules.Reused(request.Id));
    }
}
