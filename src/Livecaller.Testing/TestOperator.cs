using Livecaller.Shared;
using Livecaller.Testing.Server;

namespace Livecaller.Testing;

/// <summary>The operator on the other side, played by the test.</summary>
/// <remarks>
/// Without a conversation, a call uses the newest open one of any visitor, and throws an <see cref="InvalidOperationException"/> when there is none.
/// A call completes when its event is stored and sent to the sockets. The client receives it a moment later; wait for it with
/// <see cref="LivecallerTestHost.UntilAsync(Func{bool}, TimeSpan?, CancellationToken, string)"/>.
/// </remarks>
public sealed class TestOperator
{
    private readonly Lock _gate;
    private readonly TestConversations _conversations;
    private readonly TestAttachments _attachments;
    private readonly TestSessions _sessions;
    private readonly TimeProvider _time;
    private readonly OperatorSummary _self;

    internal TestOperator(
        Lock gate, TestConversations conversations, TestAttachments attachments, TestSessions sessions, TimeProvider time, OperatorSummary self) =>
        (_gate, _conversations, _attachments, _sessions, _time, _self) = (gate, conversations, attachments, sessions, time, self);

    /// <summary>The operator's id.</summary>
    public OperatorId Id => _self.Id;

    /// <summary>The name that visitors see.</summary>
    public string Name => _self.Name;

    private MessageSender Sender => new() { Type = ParticipantType.Operator, Id = _self.Id.Value, Name = _self.Name };

    /// <summary>Sends a message. A waiting conversation is assigned to the operator, as with <see cref="JoinsAsync"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    /// <param name="replyTo">The message that it replies to.</param>
    public Task<MessagePayload> SaysAsync(string text, ConversationId? conversation = null, MessageId? replyTo = null) =>
        Do(() => Say(Open(conversation), text, replyTo));

    /// <summary>Sends a file, with or without a text. A waiting conversation is assigned to the operator.</summary>
    /// <param name="file">The file. It is read to its end; the widget must accept its type and size.</param>
    /// <param name="text">The text; empty for the file alone.</param>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    public async Task<MessagePayload> SendsFileAsync(AttachmentUpload file, string text = "", ConversationId? conversation = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes).ConfigureAwait(false);
        return await Do(() =>
        {
            var record = Open(conversation);
            var stored = _attachments.Add(null, file.Name, bytes.ToArray(), new(file.Duration, file.Waveform is { } waveform ? [.. waveform] : null));
            return Say(record, text, null, stored.Id);
        }).ConfigureAwait(false);
    }

    /// <summary>Shows the visitor that the operator is typing.</summary>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    public Task TypesAsync(ConversationId? conversation = null) => Do(() =>
    {
        _conversations.Type(Open(conversation), Sender, null);
        return true;
    });

    /// <summary>Marks the visitor's messages up to a sequence as delivered to the operator. Sending and reading imply it.</summary>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    /// <param name="sequence">The sequence; null for the visitor's newest message.</param>
    public Task ReceivesAsync(ConversationId? conversation = null, long? sequence = null) => Do(() =>
    {
        var record = Open(conversation);
        if (sequence is { } wanted) _conversations.Deliver(record, wanted);
        else _conversations.DeliverNewest(record);
        return true;
    });

    /// <summary>Reads everything up to a sequence.</summary>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    /// <param name="sequence">The sequence; null for the newest message.</param>
    public Task ReadsAsync(ConversationId? conversation = null, long? sequence = null) => Do(() =>
    {
        var record = Open(conversation);
        _conversations.Read(record, ParticipantType.Operator, sequence ?? (record.Messages is [.., var newest] ? newest.Sequence : 0));
        return true;
    });

    /// <summary>Assigns a conversation to the operator.</summary>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    public Task<ConversationPayload> JoinsAsync(ConversationId? conversation = null) => Do(() =>
    {
        var record = Open(conversation);
        _conversations.Assign(record, _self);
        return _conversations.ToPayload(record);
    });

    /// <summary>Transfers a conversation to another operator.</summary>
    /// <param name="operatorName">The name of the other operator.</param>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    public Task<ConversationPayload> TransfersAsync(string operatorName, ConversationId? conversation = null) => Do(() =>
    {
        var record = Open(conversation);
        _conversations.Transfer(record, new OperatorSummary { Id = new(_conversations.NextId()), Name = operatorName });
        return _conversations.ToPayload(record);
    });

    /// <summary>Transfers a conversation to a department of the widget, where it waits for an operator.</summary>
    /// <param name="department">The department.</param>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    public Task<ConversationPayload> TransfersAsync(DepartmentId department, ConversationId? conversation = null) => Do(() =>
    {
        var record = Open(conversation);
        _conversations.Transfer(record, _conversations.FindDepartment(department)!);
        return _conversations.ToPayload(record);
    });

    /// <summary>Sends a message of a bot. The conversation is not assigned to the operator.</summary>
    /// <param name="text">The text.</param>
    /// <param name="botName">The name that the visitor sees.</param>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    public Task<MessagePayload> LetsBotSayAsync(string text, string botName = "Bot", ConversationId? conversation = null) => Do(() => _conversations.Say(
        Open(conversation), new() { Type = ParticipantType.Bot, Id = "bot", Name = botName }, new() { Id = MessageId.New(_time), Content = text }));

    /// <summary>Closes a conversation.</summary>
    /// <param name="conversation">The conversation; null for the newest open one.</param>
    public Task<ConversationPayload> ClosesAsync(ConversationId? conversation = null) => Do(() =>
    {
        var record = Open(conversation);
        _conversations.Close(record, ParticipantType.Operator);
        return _conversations.ToPayload(record);
    });

    /// <summary>Starts a conversation with a visitor who has logged in before.</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="text">The first message.</param>
    public Task<ConversationPayload> StartsConversationAsync(VisitorId visitor, string text) => Do(() =>
    {
        var known = _sessions.Find(visitor) ?? throw new InvalidOperationException($"No visitor {visitor} has logged in.");
        var record = _conversations.Start(known, null, new Dictionary<string, string>(), _self);
        Say(record, text, null);
        return _conversations.ToPayload(record);
    });

    /// <summary>Changes the text of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="text">The new text.</param>
    public Task<MessagePayload> EditsAsync(MessageId message, string text) =>
        Do(() => _conversations.Edit(message, text));

    /// <summary>Deletes a message: it stays in the log without its text and attachments.</summary>
    /// <param name="message">The message.</param>
    public Task<MessagePayload> DeletesAsync(MessageId message) =>
        Do(() => _conversations.Delete(message));

    private MessagePayload Say(ConversationRecord record, string text, MessageId? replyTo, params IReadOnlyList<AttachmentId> attachments)
    {
        _conversations.DeliverNewest(record);
        return _conversations.Say(record, Sender, new() { Id = MessageId.New(_time), Content = text, ReplyTo = replyTo, Attachments = attachments });
    }

    private ConversationRecord Open(ConversationId? id) => id is { } wanted
        ? _conversations.Find(wanted) ?? throw new InvalidOperationException($"There is no conversation {wanted}.")
        : _conversations.All.LastOrDefault(c => c.IsOpen) ?? throw new InvalidOperationException(
            "There is no open conversation yet. Wait for it: await host.UntilAsync(() => host.Conversations.Count > 0).");

    private Task<T> Do<T>(Func<T> act)
    {
        try
        {
            lock (_gate) return Task.FromResult(act());
        }
        catch (ProblemException refused)
        {
            return Task.FromException<T>(new InvalidOperationException(refused.Message));
        }
        catch (InvalidOperationException e)
        {
            return Task.FromException<T>(e);
        }
    }
}
