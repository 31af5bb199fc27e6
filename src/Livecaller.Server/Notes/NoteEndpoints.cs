using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Notes;

internal static class NoteEndpoints
{
    public static void MapNotes(this RouteGroupBuilder group)
    {
        var conversation = group.MapGroup("/conversations/{id}");
        conversation.MapGet("/notes", ListAsync).Produces<DataPage<NotePayload>>()
            .TakesQuery("before", "Only notes before this operator_sequence.").TakesQuery("limit", "At most so many, 1 to 100.")
            .WithSummary("The newest notes, in ascending order. Visitors never see them.");
        conversation.MapPost("/notes", AddAsync).Produces<DataEnvelope<NotePayload>>(201).WithSummary("Adds a note, which only operators see.");
        conversation.MapPost("/mentions/read", async (HttpContext http, INoteService notes, string id) =>
            (await notes.MarkMentionsReadAsync(http.OperatorCaller(), new(id), http.RequestAborted).ConfigureAwait(false)).ToNoContent())
            .Produces(204).WithSummary("Notes that the operator has read the notes that mention them.");
        conversation.MapPut("/tags", SetTagsAsync).Produces<DataEnvelope<TagsPayload>>().WithSummary("Replaces the tags of the conversation.");
        conversation.MapGet("/operator-events", EventsAsync).Produces<OperatorEventPage>()
            .TakesQuery("after", "Only events after this operator_sequence.").TakesQuery("limit", "At most so many, 1 to 500.")
            .WithSummary("The log of what only operators see, after a sequence.");
        group.MapGet("/tags", async (HttpContext http, INoteService notes) => (await notes.ListTagsAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<string>>().WithSummary("All tags that conversations have.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, INoteService notes, string id) =>
        (await notes.ListAsync(http.OperatorCaller(), new(id), Query.Number(http, "before", 1), Query.Limit(http, 50, 100), http.RequestAborted).ConfigureAwait(false)).ToResult();

    private static async Task<IResult> AddAsync(HttpContext http, INoteService notes, RateGate rates, IOptions<LivecallerServerOptions> options, Body<AddNoteRequest> body, string id)
    {
        rates.Take("note", http.OperatorId().Value, options.Value.Limits.MessagesPerMinute);
        return (await notes.AddAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
    }

    private static async Task<IResult> SetTagsAsync(HttpContext http, INoteService notes, RateGate rates, IOptions<LivecallerServerOptions> options, Body<SetTagsRequest> body, string id)
    {
        rates.Take("tags", http.OperatorId().Value, options.Value.Limits.MessagesPerMinute);
        return (await notes.SetTagsAsync(http.OperatorCaller(), new(id), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToLogData(http);
    }

    private static async Task<IResult> EventsAsync(HttpContext http, INoteService notes, string id) =>
        (await notes.ReadEventsAsync(http.OperatorCaller(), new(id), Query.Number(http, "after", 0) ?? 0,
            Query.Limit(http, LogReader.DefaultEvents, LogReader.MaxEvents), http.RequestAborted).ConfigureAwait(false)).ToResult();
}
