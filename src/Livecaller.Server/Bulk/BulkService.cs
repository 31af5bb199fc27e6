using Livecaller.Server.Conversations;
using Livecaller.Server.EventLog;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Bulk;

internal sealed class BulkService(OperatorAccess access, ConversationActions actions, ConversationLog log) : IBulkService
{
    public async Task<Outcome<BulkPayload>> ApplyAsync(OperatorCaller caller, BulkRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (BulkRules.Check(request) is { } fault) return fault;
        var change = Change(grant.Value, request);
        if (!change.IsSuccess) return change.Problem;
        List<BulkItem> results = [];
        foreach (var id in request.ConversationIds!.Distinct())
        {
            var outcome = await change.Value(id.Value, cancellationToken).ConfigureAwait(false);
            results.Add(new()
            {
                ConversationId = id,
                Status = !outcome.IsSuccess ? BulkRules.Refused : outcome.IsNew ? BulkRules.Done : BulkRules.Unchanged,
                Reason = outcome.Problem is { } problem ? BulkRules.ReasonOf(problem) : null,
            });
        }

        return new BulkPayload
        {
            Done = results.Count(r => r.Status == BulkRules.Done),
            Unchanged = results.Count(r => r.Status == BulkRules.Unchanged),
            Refused = results.Count(r => r.Status == BulkRules.Refused),
            Results = results,
        };
    }

    // What is done with each conversation. The result is new when it was changed.
    private Outcome<Func<string, CancellationToken, Task<Outcome<bool>>>> Change(OperatorGrant grant, BulkRequest request)
    {
        switch (request.Action)
        {
            case BulkActions.Close:
                var who = grant.Participant;
                if (!who.IsSuccess) return who.Problem;
                return (Func<string, CancellationToken, Task<Outcome<bool>>>)(async (id, cancel) => Of(await actions.CloseAsync(who.Value, id, cancel).ConfigureAwait(false)));
            case BulkActions.Assign:
                var assignee = BulkRules.IdOf(request.OperatorId);
                return (Func<string, CancellationToken, Task<Outcome<bool>>>)(async (id, cancel) => Of(await actions.AssignAsync(id, assignee, grant.RefuseTaking, cancel).ConfigureAwait(false)));
            default:
                var tags = NoteRules.ReadTags(request.Tags);
                if (!tags.IsSuccess) return tags.Problem;
                return (Func<string, CancellationToken, Task<Outcome<bool>>>)((id, cancel) => TagAsync(grant, id, tags.Value, request.Action == BulkActions.Tag, cancel));
        }
    }

    private Task<Outcome<bool>> TagAsync(OperatorGrant grant, string id, List<string> tags, bool isAdded, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<bool>>(id, async writer =>
        {
            if (await writer.Db.Conversations.FindAsync(id).ConfigureAwait(false) is not { } conversation) return Problems.NotFound("conversation");
            var combined = TagChanges.Combine(TagChanges.Of(conversation), isAdded ? tags : [], isAdded ? [] : tags);
            if (combined.Count > NoteRules.MaxTags) return Problems.Invalid("tags", $"A conversation has at most {NoteRules.MaxTags} tags.");
            var set = await TagChanges.SetAsync(writer, conversation, combined, grant.Account).ConfigureAwait(false);
            return set.IsNew ? Outcome<bool>.Created(true) : true;
        }, cancellationToken);

    private static Outcome<bool> Of(Outcome<ConversationRow> outcome) => !outcome.IsSuccess ? outcome.Problem : outcome.IsNew ? Outcome<bool>.Created(true) : true;
}
