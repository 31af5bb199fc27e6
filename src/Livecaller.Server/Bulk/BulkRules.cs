namespace Livecaller.Server.Bulk;

// Validates changes of several conversations, and describes their results.
internal static class BulkRules
{
    public const int MaxConversations = 100;
    public const string Done = "done";
    public const string Unchanged = "unchanged";
    public const string Refused = "refused";

    private static readonly string[] Actions = [BulkActions.Close, BulkActions.Assign, BulkActions.Tag, BulkActions.Untag];

    public static Problem? Check(BulkRequest request)
    {
        if (!Actions.Contains(request.Action))
            return Problems.Invalid("action", $"Expected one of {string.Join(", ", Actions)}, received '{TextRules.Shorten(request.Action ?? "null")}'.");
        if (request.ConversationIds is not { Count: > 0 } ids) return Problems.Invalid("conversation_ids", $"Expected 1 to {MaxConversations}, received none.");
        if (ids.Count > MaxConversations) return Problems.Invalid("conversation_ids", $"Expected at most {MaxConversations}, received {ids.Count}.");
        if (request.Action == BulkActions.Assign && IdOf(request.OperatorId) == Guid.Empty) return Problems.Invalid("operator_id", "There is no such operator.");
        return request.Action is BulkActions.Tag or BulkActions.Untag && request.Tags is { Count: 0 } ? Problems.Invalid("tags", "Expected at least one, received none.") : null;
    }

    public static Guid IdOf(OperatorId? id) => Guid.TryParse(id?.Value, out var parsed) ? parsed : Guid.Empty;

    public static string ReasonOf(Problem problem) => problem.Errors?.Values.SelectMany(static reasons => reasons).FirstOrDefault() ?? problem.Detail ?? problem.Title ?? "";
}
