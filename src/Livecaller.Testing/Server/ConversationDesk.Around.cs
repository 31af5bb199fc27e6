using System.Globalization;
using Livecaller.Protocol;

namespace Livecaller.Testing.Server;

/// <summary>What happens around a conversation: transcripts, calls back, transfers.</summary>
internal sealed partial class ConversationDesk
{
    private readonly List<TestTranscript> _transcripts = [];

    public IReadOnlyList<TestTranscript> Transcripts => _transcripts;

    private static MessageSender System => new() { Type = ParticipantType.System, Id = "system" };

    public string NextId() => ids.Next();

    public void RequestTranscript(ConversationRecord conversation, string email)
    {
        RequireFeature(WidgetFeatureNames.Transcript);
        if (!WidgetFieldRules.IsEmail(email)) throw RefusalException.Invalid("email", $"Received \"{email}\", expected an e-mail address.");
        _transcripts.Add(new(conversation.Id, email));
    }

    public (ConversationRecord Conversation, bool IsNew) RequestCallback(TestVisitor visitor, CallbackRequest request)
    {
        RequireFeature(WidgetFeatureNames.Callback);
        if (request.Id is { } id && _byMessage.TryGetValue(id, out var earlier))
        {
            return earlier.Visitor == visitor && earlier.Callback == request
                ? (earlier, false)
                : throw RefusalException.Because(409, $"The id {id} was used for something else.");
        }

        if (!WidgetFieldRules.IsPhone(request.Phone ?? "")) throw RefusalException.Invalid("phone", $"Received \"{request.Phone}\", expected a telephone number.");
        var conversation = Start(visitor, FindDepartment(request.DepartmentId), new Dictionary<string, string>(), callback: request);
        var at = request.At is { } wanted ? $" at {wanted.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "";
        Send(conversation, System, new() { Id = request.Id ?? MessageId.New(time), Content = $"A call back to {request.Phone}{at} was asked for." },
            new() { Type = MessageNotice.Callback, Phone = request.Phone, At = request.At });
        if (request.Note is { Length: > 0 } note) Send(conversation, visitor.Sender, new() { Id = MessageId.New(time), Content = note });
        return (conversation, true);
    }

    public void Transfer(ConversationRecord conversation, OperatorSummary to)
    {
        RequireOpen(conversation);
        Assign(conversation, to);
        Send(conversation, System, new() { Id = MessageId.New(time), Content = $"The conversation was transferred to {to.Name}." },
            new() { Type = MessageNotice.Transferred, Operator = to });
    }

    public void Transfer(ConversationRecord conversation, DepartmentSummary to)
    {
        RequireOpen(conversation);
        (conversation.Department, conversation.Operator) = (to, null);
        Log(conversation, EventNames.ConversationUpdated);
        Send(conversation, System, new() { Id = MessageId.New(time), Content = $"The conversation was transferred to {to.DisplayName}." },
            new() { Type = MessageNotice.Transferred, Department = to });
    }

    private void RequireFeature(string name)
    {
        if (widget.Features.All(f => f.Name != name)) throw RefusalException.Because(409, $"The widget does not offer the feature {name}.");
    }
}
