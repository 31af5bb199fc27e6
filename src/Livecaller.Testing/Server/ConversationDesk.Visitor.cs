using Livecaller.Protocol;

namespace Livecaller.Testing.Server;

internal sealed partial class ConversationDesk
{
    private const int LongestMessage = 10_000;

    /// <summary>One of the visitor's own conversations; what belongs to another visitor does not exist.</summary>
    public ConversationRecord RequireOwn(TestVisitor visitor, string id) =>
        Find(new(id)) is { } conversation && conversation.Visitor == visitor
            ? conversation
            : throw RefusalException.Because(404, $"There is no conversation {id}.");

    public (ConversationRecord Conversation, bool IsNew) StartAsVisitor(TestVisitor visitor, StartConversationRequest request)
    {
        if (request.Message is { } first && FindSent(visitor, null, first) is { } sent) return (_byMessage[sent.Id], false);
        var department = FindDepartment(request.DepartmentId);
        if (WidgetFieldRules.Check(widget.Fields, request.Fields) is { Count: > 0 } faults)
            throw RefusalException.Invalid(faults.Select(f => ("fields." + f.Name, f.Reason)));
        if (request.Message is { } message)
        {
            CheckMessage(message, "message.");
            attachments.Resolve(message.Attachments ?? [], visitor);
            if (message.ReplyTo is { } quoted) throw RefusalException.Invalid("message.reply_to", $"A first message answers none, received {quoted}.");
        }

        var conversation = Start(visitor, department, request.Fields ?? new Dictionary<string, string>());
        if (request.Message is not null) Send(conversation, visitor.Sender, request.Message);
        return (conversation, true);
    }

    public DepartmentSummary? FindDepartment(DepartmentId? id) => id is not { } wanted ? null
        : widget.Departments.FirstOrDefault(d => d.Id == wanted) is { } found ? new(found.Id, found.DisplayName)
        : throw RefusalException.Invalid("department_id", $"There is no department {wanted}.");

    public (MessagePayload Message, bool IsNew) SendAsVisitor(
        TestVisitor visitor, ConversationRecord conversation, SendMessageRequest request)
    {
        CheckMessage(request, "");
        return FindSent(visitor, conversation, request) is { } sent
            ? (sent, false)
            : (Send(conversation, visitor.Sender, request), true);
    }

    private static void CheckMessage(SendMessageRequest request, string prefix)
    {
        if (!Guid.TryParse(request.Id.Value, out _))
            throw RefusalException.Invalid(prefix + "id", $"Received \"{request.Id}\", expected a UUID.");
        if (string.IsNullOrWhiteSpace(request.Content) && request.Attachments is not { Count: > 0 })
            throw RefusalException.Invalid(prefix + "content", "A message needs a text or an attachment.");
        if (request.Content is { Length: > LongestMessage })
            throw RefusalException.Invalid(prefix + "content", $"Received {request.Content.Length} characters, expected at most {LongestMessage}.");
    }

    /// <summary>What an earlier call with the same id stored; 409 when it stored something else.</summary>
    private MessagePayload? FindSent(TestVisitor visitor, ConversationRecord? conversation, SendMessageRequest request)
    {
        if (!_byMessage.TryGetValue(request.Id, out var holder)) return null;
        var sent = holder.Messages.First(m => m.Id == request.Id);
        var isSame = holder.Visitor == visitor
            && (conversation is null || conversation == holder)
            && sent.Sender.Type == ParticipantType.Visitor
            && sent.Content == (request.Content ?? "")
            && sent.ReplyTo?.Id == request.ReplyTo
            && sent.Attachments.Select(a => a.Id).SequenceEqual(request.Attachments ?? []);
        return isSame ? sent : throw RefusalException.Because(409, $"The id {request.Id} was used for another message.");
    }
}
