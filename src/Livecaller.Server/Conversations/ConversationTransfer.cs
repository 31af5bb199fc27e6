using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Conversations;

// Hands a conversation over to another operator, or to a department, and says so in its log.
internal sealed class ConversationTransfer(ConversationLog log, MessageAppender sending)
{
    /// <inheritdoc cref="ConversationActions.AssignAsync" path="/param[@name='refuse']" />
    public Task<Outcome<ConversationRow>> TransferAsync(string id, TransferRequest request, Func<ConversationRow, Problem?> refuse, CancellationToken cancellationToken)
    {
        if (request.OperatorId is null == request.DepartmentId is null)
        {
            const string Reason = "Expected exactly one of operator_id and department_id.";
            return Task.FromResult<Outcome<ConversationRow>>(Problems.Invalid(
                new Dictionary<string, IReadOnlyList<string>> { ["operator_id"] = [Reason], ["department_id"] = [Reason] }));
        }
        return log.WriteAsync<Outcome<ConversationRow>>(id, async writer =>
        {
            if (await writer.Db.Conversations.Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (row.Status == ConversationStatus.Closed) return ConversationRules.Closed;
            if (refuse(row) is { } refused) return refused;
            var fault = request.OperatorId is { } assignee
                ? await ToOperatorAsync(writer, row, assignee).ConfigureAwait(false)
                : await ToDepartmentAsync(writer, row, request.DepartmentId!.Value).ConfigureAwait(false);
            return fault is null ? row : fault;
        }, cancellationToken);
    }

    private async Task<Problem?> ToOperatorAsync(LogWriter writer, ConversationRow row, OperatorId assignee)
    {
        if (!Guid.TryParse(assignee.Value, out var id)
            || await writer.Db.Users.Where(OperatorAccess.IsUnlocked(writer.Now)).SingleOrDefaultAsync(u => u.Id == id).ConfigureAwait(false) is not { } account)
        {
            return Problems.Invalid("operator_id", "There is no such operator, or the operator is locked out.");
        }

        if (row.OperatorId == id) return null;
        await ConversationQueue.AssignAsync(writer, row, id).ConfigureAwait(false);
        await sending.SayAsync(writer, row, null, NoticeTexts.TransferredTo(account.DisplayName),
            new MessageNotice { Type = MessageNotice.Transferred, Operator = ConversationPayloads.ToSummary(account) }).ConfigureAwait(false);
        return null;
    }

    private async Task<Problem?> ToDepartmentAsync(LogWriter writer, ConversationRow row, DepartmentId id)
    {
        if (await writer.Db.Departments.SingleOrDefaultAsync(d => d.Id == id.Value && d.WidgetId == row.WidgetId).ConfigureAwait(false) is not { } department)
            return ConversationRules.NoDepartment;
        if (row.DepartmentId == department.Id && row.Status == ConversationStatus.Queued) return null;
        ConversationSnooze.Wake(writer, row, by: null);
        var comesBack = row.Status != ConversationStatus.Queued;
        (row.DepartmentId, row.OperatorId, row.Status) = (department.Id, null, ConversationStatus.Queued);
        row.WaitingSince ??= writer.Now;
        await ConversationQueue.AppendUpdatedAsync(writer, row).ConfigureAwait(false);
        await sending.SayAsync(writer, row, null, NoticeTexts.TransferredTo(department.DisplayName),
            new MessageNotice { Type = MessageNotice.Transferred, Department = new(new(department.Id), department.DisplayName) }).ConfigureAwait(false);
        if (comesBack) writer.QueueMoved(row);
        return null;
    }
}
