using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Operators;

internal static class OperatorEndpoints
{
    public static void MapOperator(this RouteGroupBuilder group)
    {
        var conversations = group.MapGroup("/conversations");
        conversations.MapGet("", ListAsync).Produces<ConversationPage>().WithSummary("Conversations, in the order that sort names.");
        conversations.MapGet("/{id}", async (HttpContext http, IOperatorService operators, string id) =>
            (await operators.FindAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToLogData(http)).Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("One conversation.");
        conversations.MapGet("/{id}/messages", MessagesAsync).Produces<DataEnvelope<IReadOnlyList<MessagePayload>>>().WithSummary("The newest messages before a sequence.");
        conversations.MapGet("/{id}/events", EventsAsync).Produces<EventPage>().WithSummary("The log after a sequence.");
        conversations.MapPost("/{id}/messages", SendAsync)
            .Produces<DataEnvelope<MessagePayload>>(201).WithSummary("Sends a message; takes a waiting conversation.");
        conversations.MapPost("/{id}/typing", TypingAsync).Produces(204).WithSummary("Tells that the operator types.");
        conversations.MapPost("/{id}/read", ReadAsync).Produces(204).WithSummary("Notes what was read.");
        conversations.MapPost("/{id}/delivered", DeliveredAsync).Produces(204)
            .WithSummary("Notes what a device of the operator has. Reading messages or the log notes it too.");
        conversations.MapPost("/{id}/claim", async (HttpContext http, IOperatorService operators, string id) =>
            (await operators.ClaimAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToData())
            .Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Takes a conversation that waits; 409 when another operator has it.");
        conversations.MapPost("/{id}/assign", AssignAsync)
            .Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Gives the conversation to an operator; without a body to the caller.");
        conversations.MapPost("/{id}/transfer", TransferAsync)
            .Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Hands the conversation over to another operator, or to a department, where it waits.");
        conversations.MapPost("/{id}/close", async (HttpContext http, IOperatorService operators, string id) =>
            (await operators.CloseAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToLogData(http)).Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Closes the conversation.");
        conversations.MapPost("/{id}/reopen", async (HttpContext http, IOperatorService operators, string id) =>
            (await operators.ReopenAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToLogData(http))
            .Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Opens a closed conversation again, and takes it.");
        conversations.MapPost("/{id}/snooze", SnoozeAsync)
            .Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Takes the conversation out of the lists until a time; without one until the visitor writes.");
        conversations.MapDelete("/{id}/snooze", async (HttpContext http, IOperatorService operators, string id) =>
            (await operators.EndSnoozeAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToLogData(http))
            .Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Brings a snoozed conversation back to the lists.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, IOperatorService operators)
    {
        var page = await operators.ListAsync(http.OperatorCaller(), new InboxQuery
        {
            Status = QueryRules.Status(Query.Text(http, "status")),
            Assigned = Query.OneOf(http, "assigned", ("me", InboxAssignment.Me), ("none", InboxAssignment.None), ("all", InboxAssignment.All)) ?? InboxAssignment.All,
            DepartmentId = Query.Text(http, "department_id") is { } department ? new DepartmentId(department) : null,
            WidgetId = Query.Text(http, "widget_id") is { } widget ? new WidgetId(widget) : null,
            OperatorId = Query.Text(http, "operator_id") is { } assignee ? new OperatorId(assignee) : null,
            Tag = Query.Text(http, "tag"),
            VisitorId = Query.Text(http, "visitor_id") is { } visitor ? new VisitorId(visitor) : null,
            Snoozed = Query.OneOf(http, "snoozed", ("true", true), ("false", false)),
            Mentioned = Query.OneOf(http, "mentioned", ("all", InboxMention.All), ("unread", InboxMention.Unread)),
            Search = Query.Text(http, "q"),
            Sort = Query.OneOf(http, "sort", ("activity", InboxSort.Activity), ("waiting", InboxSort.Waiting), ("return", InboxSort.Return)) ?? InboxSort.Activity,
            Limit = Query.Limit(http, 50, 100),
            Before = Query.Text(http, "before") is { } before ? new ConversationId(before) : null,
        }, http.RequestAborted).ConfigureAwait(false);
        Outcome<ConversationPage> answer = page.IsSuccess ? new ConversationPage(page.Value.Data, page.Value.HasMore) { Epoch = http.LogEpoch() } : page.Problem;
        return answer.ToResult();
    }

    private static async Task<IResult> MessagesAsync(HttpContext http, IOperatorService operators, string id) =>
        (await operators.ReadMessagesAsync(http.OperatorCaller(), new(id), Query.Number(http, "before", 1),
            Query.Limit(http, LogReader.DefaultMessages, LogReader.MaxMessages), http.RequestAborted).ConfigureAwait(false))
        .ToLogData(http);

    private static async Task<IResult> EventsAsync(HttpContext http, IOperatorService operators, string id) =>
        (await operators.ReadEventsAsync(http.OperatorCaller(), new(id), Query.Number(http, "after", 0) ?? 0,
            Query.Limit(http, LogReader.DefaultEvents, LogReader.MaxEvents), http.RequestAborted).ConfigureAwait(false)).ToResult();

    private static async Task<IResult> SendAsync(HttpContext http, IOperatorService operators, RateGate rates, Body<SendMessageRequest> body, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("message", http.OperatorId().Value, options.Value.Limits.MessagesPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await operators.SendAsync(http.OperatorCaller(), new(id), request, http.RequestAborted).ConfigureAwait(false))
            .ToLogData(http);
    }

    private static async Task<IResult> TypingAsync(HttpContext http, IOperatorService operators, RateGate rates, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("typing", http.OperatorId().Value, options.Value.Limits.TypingPerMinute);
        return (await operators.TypingAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> ReadAsync(HttpContext http, IOperatorService operators, Body<ReadRequest> body, string id)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await operators.MarkReadAsync(http.OperatorCaller(), new(id), request.Sequence, http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> DeliveredAsync(HttpContext http, IOperatorService operators, Body<DeliveredRequest> body, string id)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await operators.MarkDeliveredAsync(http.OperatorCaller(), new(id), request.Sequence, http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> AssignAsync(HttpContext http, IOperatorService operators, OptionalBody<AssignRequest> body, string id)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await operators.AssignAsync(http.OperatorCaller(), new(id), request.OperatorId ?? http.OperatorId(), http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
    }

    private static async Task<IResult> SnoozeAsync(HttpContext http, IOperatorService operators, OptionalBody<SnoozeRequest> body, string id)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await operators.SnoozeAsync(http.OperatorCaller(), new(id), request, http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
    }

    private static async Task<IResult> TransferAsync(HttpContext http, IOperatorService operators, Body<TransferRequest> body, string id)
    {
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await operators.TransferAsync(http.OperatorCaller(), new(id), request, http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
    }
}
