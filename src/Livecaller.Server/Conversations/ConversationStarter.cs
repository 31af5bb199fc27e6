using System.Text.Json;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Conversations;

internal sealed class ConversationStarter(ConversationLog log, MessageAppender sending, IOptions<LivecallerServerOptions> options)
{
    public async Task<Outcome<ConversationPayload>> StartAsync(VisitorRow visitor, StartConversationRequest request, CancellationToken cancellationToken)
    {
        request = request with { Fields = ConversationRules.NormalizeLines(request.Fields) };
        if (ConversationRules.CheckFields(request.Fields) is { } fault) return fault;
        SendMessageRequest? first = null;
        if (request.Message is { } message)
        {
            first = MessageRules.Normalize(message);
            if (MessageRules.Check(first, options.Value.Limits.MaxMessageCharacters, "message.") is { } problem) return problem;
        }
        return await log.WriteAsync(conversation: null, writer => StartAsync(writer, visitor, request, first), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Outcome<ConversationPayload>> StartAsync(
        LogWriter writer, VisitorRow visitor, StartConversationRequest request, SendMessageRequest? first)
    {
        var sender = Participant.Of(visitor);
        if (first is not null)
        {
            var earlier = await sending.FindEarlierAsync(writer.Db, sender, null, first).ConfigureAwait(false);
            if (earlier.Problem is { } problem) return problem;
            if (earlier.Value is { } stored)
            {
                return await ConversationPayloads.ForVisitorAsync(
                    writer.Db, await writer.Db.Conversations.SingleAsync(c => c.Id == stored.ConversationId.Value).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        if (await DepartmentFaultAsync(writer.Db, visitor, request.DepartmentId).ConfigureAwait(false) is { } fault) return fault;
        var form = WidgetContent.Fields(await writer.Db.Widgets.SingleAsync(w => w.Id == visitor.WidgetId).ConfigureAwait(false));
        request = request with { Fields = ConversationRules.Normalize(form, request.Fields) };
        if (ConversationRules.CheckForm(form, request.Fields) is { } refused) return refused;
        if (await OpenFaultAsync(writer.Db, visitor, options.Value.Limits.MaxOpenConversations).ConfigureAwait(false) is { } tooMany) return tooMany;
        // Deleted only where the session has ended since the call began.
        if (await writer.Db.Visitors.FindAsync(visitor.Id).ConfigureAwait(false) is not { } own) return VisitorRules.NoSession;
        VisitorProfile.TakeOver(own, VisitorRules.ProfileOf(form, request.Fields));
        sender = Participant.Of(own);

        var row = NewRow(writer, own, request.DepartmentId);
        if (request.Fields is { Count: > 0 } answers)
        {
            row.FieldsJson = JsonSerializer.Serialize(answers);
            var labels = form.Where(f => answers.ContainsKey(f.Name)).ToDictionary(f => f.Name, f => f.Label);
            row.FieldLabelsJson = labels.Count > 0 ? JsonSerializer.Serialize(labels) : null;
        }
        writer.Db.Conversations.Add(row);
        writer.Append(row, EventNames.ConversationStarted,
            await ConversationPayloads.ForVisitorAsync(writer.Db, row).ConfigureAwait(false), LivecallerJson.Default.ConversationPayload);
        if (first is not null)
        {
            var sent = await sending.AppendAsync(writer, row, sender, first, "message.").ConfigureAwait(false);
            if (!sent.IsSuccess)
            {
                writer.Discard();
                return sent.Problem;
            }
        }
        return Outcome<ConversationPayload>.Created(await ConversationPayloads.ForVisitorAsync(writer.Db, row).ConfigureAwait(false));
    }

    public static async Task<Problem?> DepartmentFaultAsync(LivecallerDbContext db, VisitorRow visitor, DepartmentId? id) =>
        id is { } department && !await db.Departments.AnyAsync(d => d.Id == department.Value && d.WidgetId == visitor.WidgetId).ConfigureAwait(false)
            ? ConversationRules.NoDepartment
            : null;

    public static async Task<Problem?> OpenFaultAsync(LivecallerDbContext db, VisitorRow visitor, int max) => ConversationRules.CheckOpen(
        await db.Conversations.CountAsync(c => c.VisitorId == visitor.Id && c.Status != ConversationStatus.Closed).ConfigureAwait(false), max);

    public static ConversationRow NewRow(LogWriter writer, VisitorRow visitor, DepartmentId? department) => new()
    {
        Id = Guid.CreateVersion7(writer.Now).ToString(),
        WidgetId = visitor.WidgetId,
        VisitorId = visitor.Id,
        DepartmentId = department?.Value,
        Status = ConversationStatus.Queued,
        CreatedAt = writer.Now,
        WaitingSince = writer.Now,
    };
}
