using Livecaller.Server.Conversations;
using Livecaller.Server.Http;

namespace Livecaller.Server.Operators;

// What an operator does in conversations.
internal sealed partial class OperatorService
{
    public async Task<Outcome<MessagePayload>> SendAsync(
        OperatorCaller caller, ConversationId id, SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!who.IsSuccess) return who.Problem;
        var sent = await actions.SendAsync(who.Value, id.Value, request, cancellationToken).ConfigureAwait(false);
        if (!sent.IsSuccess) return sent.Problem;
        return sent.IsNew ? Outcome<MessagePayload>.Created(sent.Value.Payload) : sent.Value.Payload;
    }

    public async Task<Outcome<MessagePayload>> EditMessageAsync(
        OperatorCaller caller, ConversationId id, MessageId messageId, EditMessageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess
            ? await changes.EditAsync(who.Value, id.Value, messageId.Value, request.Content, cancellationToken).ConfigureAwait(false) : who.Problem;
    }

    public async Task<Outcome<MessagePayload>> DeleteMessageAsync(
        OperatorCaller caller, ConversationId id, MessageId messageId, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess ? await changes.DeleteAsync(who.Value, id.Value, messageId.Value, cancellationToken).ConfigureAwait(false) : who.Problem;
    }

    public async Task<Outcome<bool>> TypingAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!who.IsSuccess) return who.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await actions.TypingAsync(db, who.Value, id.Value, null, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<bool>> MarkReadAsync(
        OperatorCaller caller, ConversationId id, long sequence, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess ? await actions.MarkReadAsync(who.Value, id.Value, sequence, cancellationToken).ConfigureAwait(false) : who.Problem;
    }

    public async Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorCaller caller, ConversationId id, long sequence, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess ? await delivered.MarkAsync(id.Value, sequence, cancellationToken).ConfigureAwait(false) : who.Problem;
    }

    public async Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorCaller caller, IReadOnlyDictionary<ConversationId, long> sequences, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!who.IsSuccess) return who.Problem;
        await delivered.MarkAsync(sequences.ToDictionary(s => s.Key.Value, s => s.Value), cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<Outcome<OperatorConversationPayload>> ClaimAsync(
        OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess
            ? await ToPayloadAsync(await actions.ClaimAsync(id.Value, Guid.Parse(who.Value.Id), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : who.Problem;
    }

    public async Task<Outcome<OperatorConversationPayload>> AssignAsync(
        OperatorCaller caller, ConversationId id, OperatorId assignee, CancellationToken cancellationToken = default)
    {
        var grant = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (!Guid.TryParse(assignee.Value, out var operatorId)) return Problems.Invalid("operator_id", "There is no such operator.");
        return await ToPayloadAsync(await actions.AssignAsync(id.Value, operatorId, grant.Value.RefuseTaking, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<OperatorConversationPayload>> TransferAsync(
        OperatorCaller caller, ConversationId id, TransferRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return await ToPayloadAsync(await transfer.TransferAsync(id.Value, request, grant.Value.RefuseTaking, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<OperatorConversationPayload>> CloseAsync(
        OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess
            ? await ToPayloadAsync(await actions.CloseAsync(who.Value, id.Value, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : who.Problem;
    }

    public async Task<Outcome<OperatorConversationPayload>> ReopenAsync(
        OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(caller, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess
            ? await ToPayloadAsync(await actions.ReopenAsync(id.Value, Guid.Parse(who.Value.Id), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : who.Problem;
    }

    public async Task<Outcome<OperatorConversationPayload>> SnoozeAsync(
        OperatorCaller caller, ConversationId id, SnoozeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return await ToPayloadAsync(
            await snooze.SnoozeAsync(id.Value, request, grant.Value.Account, grant.Value.RefuseTaking, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<OperatorConversationPayload>> EndSnoozeAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        var grant = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return await ToPayloadAsync(
            await snooze.WakeAsync(id.Value, grant.Value.Account, grant.Value.RefuseTaking, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Outcome<OperatorConversationPayload>> ToPayloadAsync(Outcome<ConversationRow> outcome, CancellationToken cancellationToken) =>
        outcome.IsSuccess ? await ReadAsync(new(outcome.Value.Id), cancellationToken).ConfigureAwait(false) : outcome.Problem;

    private async Task<Outcome<Participant>> ParticipantAsync(OperatorCaller caller, CancellationToken cancellationToken)
    {
        var grant = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        return grant.IsSuccess ? grant.Value.Participant : grant.Problem;
    }
}
