using Livecaller.Protocol;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Operators;

internal static class OperatorEndpoints
{
    public static void MapOperatorLogin(this RouteGroupBuilder group) =>
        group.MapPost("/auth/login", LoginAsync).Accepts<OperatorLoginRequest>("application/json").Produces<OperatorSession>()
            .WithSummary("Begins an operator's session of 12 hours.");

    public static void MapOperator(this RouteGroupBuilder group)
    {
        var conversations = group.MapGroup("/conversations");
        conversations.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<OperatorConversationPayload>>>().WithSummary("Conversations, newest activity first.");
        conversations.MapGet("/{id}", async (HttpContext http, IOperatorService desk, string id) =>
            Answer(await desk.FindAsync(new(id), http.RequestAborted).ConfigureAwait(false))).Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("One conversation.");
        conversations.MapGet("/{id}/messages", MessagesAsync).Produces<DataEnvelope<IReadOnlyList<MessagePayload>>>().WithSummary("The newest messages before a sequence.");
        conversations.MapGet("/{id}/events", EventsAsync).Produces<EventPage>().WithSummary("The log after a sequence.");
        conversations.MapPost("/{id}/messages", SendAsync).Accepts<SendMessageRequest>("application/json")
            .Produces<DataEnvelope<MessagePayload>>(201).WithSummary("Sends a message; takes a waiting conversation.");
        conversations.MapPost("/{id}/typing", TypingAsync).Produces(204).WithSummary("Tells that the operator types.");
        conversations.MapPost("/{id}/read", ReadAsync).Accepts<ReadRequest>("application/json").Produces(204).WithSummary("Notes what was read.");
        conversations.MapPost("/{id}/delivered", DeliveredAsync).Accepts<DeliveredRequest>("application/json").Produces(204)
            .WithSummary("Notes what a device of the operator has. Reading messages or the log notes it too.");
        conversations.MapPost("/{id}/assign", AssignAsync).TakesOptional<AssignRequest>()
            .Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Gives the conversation to an operator; without a body to the caller.");
        conversations.MapPost("/{id}/transfer", TransferAsync).Accepts<TransferRequest>("application/json")
            .Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Hands the conversation over to another operator, or to a department, where it waits.");
        conversations.MapPost("/{id}/close", async (HttpContext http, IOperatorService desk, string id) =>
            Answer(await desk.CloseAsync(http.OperatorId(), new(id), http.RequestAborted).ConfigureAwait(false))).Produces<DataEnvelope<OperatorConversationPayload>>().WithSummary("Closes the conversation.");
    }

    private static async Task<IResult> LoginAsync(HttpContext http, OperatorSessions sessions, RateGate rates, IOptions<LivecallerServerOptions> options)
    {
        var limits = options.Value.Limits;
        rates.Take("operator-login", ClientAddress.Of(http), limits.LoginsPerMinute);
        http.Response.Headers.CacheControl = "no-store";
        var request = await BodyReader.ReadAsync(http, OperatorJson.Default.OperatorLoginRequest, limits.MaxJsonBytes).ConfigureAwait(false);
        return (await sessions.LoginAsync(request, http.RequestAborted).ConfigureAwait(false)).ToResult(OperatorJson.Default.OperatorSession);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IOperatorService desk)
    {
        var before = Query.Text(http, "before");
        var page = await desk.ListAsync(http.OperatorId(), new InboxQuery
        {
            Status = Query.OneOf(http, "status", ("queued", ConversationStatus.Queued), ("active", ConversationStatus.Active), ("closed", ConversationStatus.Closed)),
            Assigned = Query.OneOf(http, "assigned", ("me", InboxAssignment.Me), ("none", InboxAssignment.None), ("all", InboxAssignment.All)) ?? InboxAssignment.All,
            Search = Query.Text(http, "q"),
            Limit = Query.Limit(http, 50, 100),
            Before = before is null ? null : new ConversationId(before),
        }, http.RequestAborted).ConfigureAwait(false);
        return new DataEnvelope<IReadOnlyList<OperatorConversationPayload>>(page.Data)
            .ToJson(OperatorJson.Default.DataEnvelopeIReadOnlyListOperatorConversationPayload);
    }

    private static async Task<IResult> MessagesAsync(HttpContext http, IOperatorService desk, string id) =>
        (await desk.ReadMessagesAsync(new(id), Query.Number(http, "before", 1),
            Query.Limit(http, LogReader.DefaultMessages, LogReader.MaxMessages), http.RequestAborted).ConfigureAwait(false))
        .ToResult(m => new DataEnvelope<IReadOnlyList<MessagePayload>>(m), LivecallerJson.Default.DataEnvelopeIReadOnlyListMessagePayload);

    private static async Task<IResult> EventsAsync(HttpContext http, IOperatorService desk, string id) =>
        (await desk.ReadEventsAsync(new(id), Query.Number(http, "after", 0) ?? 0,
            Query.Limit(http, LogReader.DefaultEvents, LogReader.MaxEvents), http.RequestAborted).ConfigureAwait(false)).ToResult(LivecallerJson.Default.EventPage);

    private static async Task<IResult> SendAsync(HttpContext http, IOperatorService desk, RateGate rates, IOptions<LivecallerServerOptions> options, string id)
    {
        var limits = options.Value.Limits;
        rates.Take("message", http.OperatorId().Value, limits.MessagesPerMinute);
        var request = await BodyReader.ReadAsync(http, LivecallerJson.Default.SendMessageRequest, limits.MaxMessageJsonBytes).ConfigureAwait(false);
        return (await desk.SendAsync(http.OperatorId(), new(id), request, http.RequestAborted).ConfigureAwait(false))
            .ToResult(m => new DataEnvelope<MessagePayload>(m), LivecallerJson.Default.DataEnvelopeMessagePayload);
    }

    private static async Task<IResult> TypingAsync(HttpContext http, IOperatorService desk, RateGate rates, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("typing", http.OperatorId().Value, options.Value.Limits.TypingPerMinute);
        return (await desk.TypingAsync(http.OperatorId(), new(id), http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> ReadAsync(HttpContext http, IOperatorService desk, IOptions<LivecallerServerOptions> options, string id)
    {
        var request = await BodyReader.ReadAsync(http, LivecallerJson.Default.ReadRequest, options.Value.Limits.MaxJsonBytes).ConfigureAwait(false);
        return (await desk.MarkReadAsync(http.OperatorId(), new(id), request.Sequence, http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> DeliveredAsync(HttpContext http, IOperatorService desk, IOptions<LivecallerServerOptions> options, string id)
    {
        var request = await BodyReader.ReadAsync(http, OperatorJson.Default.DeliveredRequest, options.Value.Limits.MaxJsonBytes).ConfigureAwait(false);
        return (await desk.MarkDeliveredAsync(http.OperatorId(), new(id), request.Sequence, http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> AssignAsync(HttpContext http, IOperatorService desk, IOptions<LivecallerServerOptions> options, string id)
    {
        var request = await BodyReader.ReadAsync(http, OperatorJson.Default.AssignRequest, options.Value.Limits.MaxJsonBytes, new()).ConfigureAwait(false);
        return Answer(await desk.AssignAsync(http.OperatorId(), new(id), request.OperatorId ?? http.OperatorId(), http.RequestAborted).ConfigureAwait(false));
    }

    private static async Task<IResult> TransferAsync(HttpContext http, IOperatorService desk, IOptions<LivecallerServerOptions> options, string id)
    {
        var request = await BodyReader.ReadAsync(http, OperatorJson.Default.TransferRequest, options.Value.Limits.MaxJsonBytes).ConfigureAwait(false);
        return Answer(await desk.TransferAsync(http.OperatorId(), new(id), request, http.RequestAborted).ConfigureAwait(false));
    }

    private static IResult Answer(Outcome<OperatorConversationPayload> outcome) =>
        outcome.ToResult(c => new DataEnvelope<OperatorConversationPayload>(c), OperatorJson.Default.DataEnvelopeOperatorConversationPayload);
}
