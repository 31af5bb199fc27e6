using System.Text.Json;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Conversations;

// A visitor requests a callback: a conversation that starts with the request.
internal sealed class CallbackStarter(ConversationLog log, MessageAppender sending, IOptions<LivecallerServerOptions> options, TimeProvider time)
{
    public async Task<Outcome<ConversationPayload>> StartAsync(VisitorRow visitor, CallbackRequest request, CancellationToken cancellationToken)
    {
        var normalized = CallbackRules.Normalize(request);
        return CallbackRules.Check(normalized, time.GetUtcNow()) is { } fault ? fault
            : await log.WriteAsync(conversation: null, writer => StartAsync(writer, visitor, normalized), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Outcome<ConversationPayload>> StartAsync(LogWriter writer, VisitorRow visitor, CallbackRequest request)
    {
        var stored = JsonSerializer.Serialize(CallbackRules.ToPayload(request), OperatorJson.Default.CallbackPayload);
        if (request.Id is { } id && await writer.Db.Messages.SingleOrDefaultAsync(m => m.Id == id.Value).ConfigureAwait(false) is { } earlier)
        {
            var same = await writer.Db.Conversations.SingleAsync(c => c.Id == earlier.ConversationId).ConfigureAwait(false);
            return same.VisitorId == visitor.Id && same.CallbackJson == stored && same.DepartmentId == request.DepartmentId?.Value
                ? await ConversationPayloads.ForVisitorAsync(writer.Db, same).ConfigureAwait(false)
                : CallbackRules.Reused(id);
        }
        var widget = await writer.Db.Widgets.SingleAsync(w => w.Id == visitor.WidgetId).ConfigureAwait(false);
        if (!WidgetContent.Features(widget).Contains(WidgetFeatureNames.Callback)) return CallbackRules.NotOffered;
        if (await ConversationStarter.DepartmentFaultAsync(writer.Db, visitor, request.DepartmentId).ConfigureAwait(false) is { } fault) return fault;
        if (await ConversationStarter.OpenFaultAsync(writer.Db, visitor, options.Value.Limits.MaxOpenConversations).ConfigureAwait(false) is { } tooMany) return tooMany;
        // Deleted only where the session has ended since the call began.
        if (await writer.Db.Visitors.FindAsync(visitor.Id).ConfigureAwait(false) is not { } own) return VisitorRules.NoSession;
        VisitorProfile.TakeOver(own, (request.Name, null, request.Phone));

        var row = ConversationStarter.NewRow(writer, own, request.DepartmentId);
        row.CallbackJson = stored;
        writer.Db.Conversations.Add(row);
        writer.Append(row, EventNames.ConversationStarted, await ConversationPayloads.ForVisitorAsync(writer.Db, row).ConfigureAwait(false), LivecallerJson.Default.ConversationPayload);
        await sending.SayAsync(writer, row, request.Id, NoticeTexts.Callback(request), new MessageNotice { Type = MessageNotice.Callback, Phone = request.Phone, At = request.At }).ConfigureAwait(false);
        if (request.Note is { } note)
            await sending.AppendAsync(writer, row, Participant.Of(own), new() { Id = MessageId.New(time), Content = note, Attachments = [] }).ConfigureAwait(false);
        return Outcome<ConversationPayload>.Created(await ConversationPayloads.ForVisitorAsync(writer.Db, row).ConfigureAwait(false));
    }
}
