using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Conversations;

// The visitor's own conversations.
internal static class ConversationEndpoints
{
    public static void MapConversations(this RouteGroupBuilder group)
    {
        var conversations = group.MapGroup("/conversations");
        conversations.MapPost("", StartAsync)
            .Produces<DataEnvelope<ConversationPayload>>(201).Produces<DataEnvelope<ConversationPayload>>()
            .WithSummary("Starts a conversation; repeatable by the first message's id.");
        conversations.MapGet("", ListAsync).Produces<DataEnvelope<IReadOnlyList<ConversationPayload>>>()
            .TakesQuery("status", "Only conversations that are queued, active or closed.")
            .TakesQuery("before", "Only conversations behind this one, by its id: for the next page.")
            .TakesQuery("limit", $"At most so many: 1 to {QueryRules.MaxConversations}, otherwise {QueryRules.DefaultConversations}.")
            .WithSummary("The visitor's conversations, newest first.");
        conversations.MapGet("/{id}", GetAsync).Produces<DataEnvelope<ConversationPayload>>().WithSummary("One conversation.");
        conversations.MapGet("/{id}/messages", MessagesAsync).Produces<DataEnvelope<IReadOnlyList<MessagePayload>>>()
            .TakesQuery("before", "Only messages before this sequence, the newest of them; left out: the newest of all.")
            .TakesQuery("after", "Only messages after this sequence, the oldest of them.")
            .TakesQuery("around", "The id of a message that stands about in the middle of the page. At most one of the three.")
            .TakesQuery("limit", $"At most so many: 1 to {LogReader.MaxMessages}, otherwise {LogReader.DefaultMessages}.")
            .WithSummary("A page of messages, always oldest first.");
        conversations.MapGet("/{id}/events", EventsAsync).Produces<EventPage>()
            .TakesQuery("after", "Only events after this sequence; left out: from the beginning.")
            .TakesQuery("limit", $"At most so many: 1 to {LogReader.MaxEvents}, otherwise {LogReader.DefaultEvents}.")
            .WithSummary("The log after a sequence.");
        conversations.MapPost("/{id}/messages", SendAsync)
            .Produces<DataEnvelope<MessagePayload>>(201).Produces<DataEnvelope<MessagePayload>>().WithSummary("Sends a message; repeatable by its id.");
        conversations.MapPost("/{id}/typing", TypingAsync).Produces(204).WithSummary("Tells that the visitor types. Never stored.");
        conversations.MapPost("/{id}/read", ReadAsync).Produces(204).WithSummary("Notes what was read.");
        conversations.MapPost("/{id}/close", CloseAsync).Produces<DataEnvelope<ConversationPayload>>().WithSummary("Closes the conversation.");
        conversations.MapPost("/{id}/feedback", RateAsync).Produces(204).WithSummary("Rates the conversation.");
        conversations.MapPut("/{id}/email", ChangeEmailAsync).Produces(204).WithSummary("Changes the address that the visitor is answered at.");
    }

    private static async Task<IResult> StartAsync(HttpContext http, ConversationStarter start, RateGate rates, OptionalBody<StartConversationRequest> body, IOptions<LivecallerServerOptions> options)
    {
        rates.Take("start", http.Visitor().Id, options.Value.Limits.ConversationsPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await start.StartAsync(http.Visitor(), request, http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
    }

    private static async Task<IResult> ListAsync(HttpContext http, LivecallerDbContext db, LogReader log)
    {
        var status = QueryRules.Status(Query.Text(http, "status"));
        var limit = Query.Limit(http, QueryRules.DefaultConversations, QueryRules.MaxConversations);
        var before = Query.Text(http, "before");
        var rows = Participant.Of(http.Visitor()).Visible(db.Conversations.AsNoTracking());
        if (status is { } wanted) rows = rows.Where(c => c.Status == wanted);
#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.
        if (before is not null) rows = rows.Where(c => string.Compare(c.Id, before) < 0);
#pragma warning restore CA1309
        List<ConversationPayload> page = [];
        foreach (var row in await rows.OrderByDescending(c => c.Id).Take(limit).ToListAsync(http.RequestAborted).ConfigureAwait(false))
        {
            page.Add(await ConversationPayloads.ForVisitorAsync(db, row, http.RequestAborted).ConfigureAwait(false) with
            {
                LastWords = await log.MessagesAsync(db, row.Id, null, 1, http.RequestAborted).ConfigureAwait(false) is [var last] ? MessagePreview.Of(last) : null,
            });
        }
        return Outcome<IReadOnlyList<ConversationPayload>>.Found(page).ToLogData(http);
    }

    private static async Task<IResult> GetAsync(HttpContext http, LivecallerDbContext db, string id) =>
        Outcome<ConversationPayload>.Found(
            await ConversationPayloads.ForVisitorAsync(db, await OwnAsync(http, db, id).ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToLogData(http);

    private static async Task<IResult> MessagesAsync(HttpContext http, LivecallerDbContext db, LogReader log, string id)
    {
        var (before, after, around) = (Query.Number(http, "before", 1), Query.Number(http, "after", 0), Query.Text(http, "around")?.ToLowerInvariant());
        var limit = Query.Limit(http, LogReader.DefaultMessages, LogReader.MaxMessages);
        if (Query.OnlyOne(http, "before", "after", "around") is { } problem) return problem.ToResult();
        await OwnAsync(http, db, id).ConfigureAwait(false);
        var page = around is not null ? await log.MessagesAroundAsync(db, id, around, limit, http.RequestAborted).ConfigureAwait(false)
            : after is not null ? await log.MessagesAfterAsync(db, id, after.Value, limit, http.RequestAborted).ConfigureAwait(false)
            : await log.MessagesAsync(db, id, before, limit, http.RequestAborted).ConfigureAwait(false);
        return page is null ? Problems.NotFound("message").ToResult() : Outcome<IReadOnlyList<MessagePayload>>.Found(page).ToLogData(http);
    }

    private static async Task<IResult> EventsAsync(HttpContext http, LivecallerDbContext db, LogReader log, string id)
    {
        var after = Query.Number(http, "after", 0) ?? 0;
        var limit = Query.Limit(http, LogReader.DefaultEvents, LogReader.MaxEvents);
        await OwnAsync(http, db, id).ConfigureAwait(false);
        return Outcome<EventPage>.Found(await log.EventsAsync(db, id, after, limit, http.RequestAborted).ConfigureAwait(false)).ToResult();
    }

    private static async Task<IResult> SendAsync(
        HttpContext http, ConversationActions actions, RateGate rates, Body<SendMessageRequest> body, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("message", http.Visitor().Id, options.Value.Limits.MessagesPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await actions.SendAsync(Participant.Of(http.Visitor()), id, request, http.RequestAborted).ConfigureAwait(false))
            .ToLogData(http);
    }

    private static async Task<IResult> TypingAsync(
        HttpContext http, LivecallerDbContext db, ConversationActions actions, RateGate rates, OptionalBody<TypingRequest> body,
        IOptions<LivecallerServerOptions> options, string id)
    {
        var limits = options.Value.Limits;
        rates.Take("typing", http.Visitor().Id, limits.TypingPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        var text = request.Text is null ? null : TextRules.NormalizeLines(request.Text);
        if (ConversationRules.CheckTyping(text, limits.MaxMessageCharacters) is { } fault) return fault.ToResult();
        return (await actions.TypingAsync(db, Participant.Of(http.Visitor()), id, text, http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http, ConversationActions actions, RateGate rates, Body<ReadRequest> body, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("read", http.Visitor().Id, options.Value.Limits.ReadMarksPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await actions.MarkReadAsync(Participant.Of(http.Visitor()), id, request.Sequence, http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> CloseAsync(
        HttpContext http, LivecallerDbContext db, ConversationActions actions, RateGate rates, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("close", http.Visitor().Id, options.Value.Limits.ClosesPerMinute);
        rates.Take("close", http.ClientAddress(), options.Value.Limits.ClosesPerMinute);
        var closed = await actions.CloseAsync(Participant.Of(http.Visitor()), id, http.RequestAborted).ConfigureAwait(false);
        return closed.IsSuccess
            ? Outcome<ConversationPayload>.Found(await ConversationPayloads.ForVisitorAsync(db, closed.Value).ConfigureAwait(false)).ToLogData(http)
            : closed.Problem.ToResult();
    }

    private static async Task<IResult> RateAsync(
        HttpContext http, ConversationActions actions, RateGate rates, Body<FeedbackRequest> body, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("rating", http.Visitor().Id, options.Value.Limits.RatingsPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await actions.RateAsync(Participant.Of(http.Visitor()), id, request, http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<IResult> ChangeEmailAsync(
        HttpContext http, EmailChange change, RateGate rates, Body<ChangeEmailRequest> body, IOptions<LivecallerServerOptions> options, string id)
    {
        rates.Take("email", http.Visitor().Id, options.Value.Limits.RatingsPerMinute);
        var request = await body.ReadAsync().ConfigureAwait(false);
        return (await change.ChangeAsync(http.Visitor(), id, request, http.RequestAborted).ConfigureAwait(false)).ToNoContent();
    }

    private static async Task<ConversationRow> OwnAsync(HttpContext http, LivecallerDbContext db, string id) =>
        await Participant.Of(http.Visitor()).Visible(db.Conversations.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == id, http.RequestAborted).ConfigureAwait(false)
        ?? throw new ProblemException(Problems.NotFound("conversation"));
}
