using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Http;
using Livecaller.Server.Log;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Conversations;

internal sealed class ConversationStart(ConversationLog log, MessageSending sending, IOptions<LivecallerServerOptions> options)
{
    private const int MaxFields = 50;

    public async Task<Outcome<ConversationPayload>> StartAsync(VisitorRow visitor, StartConversationRequest request, CancellationToken ct)
    {
        if (CheckFields(request.Fields) is { } fault) return fault;
        SendMessageRequest? first = null;
        if (request.Message is { } message)
        {
            var check = MessageRules.Check(message, options.Value.Limits.MaxMessageCharacters, "message.");
            if (!check.IsSuccess) return check.Problem;
            first = check.Value;
        }
        return await log.WriteAsync(writer => StartAsync(writer, visitor, request, first), ct);
    }

    private async Task<Outcome<ConversationPayload>> StartAsync(
        LogWriter writer, VisitorRow visitor, StartConversationRequest request, SendMessageRequest? first)
    {
        var sender = Participant.Of(visitor);
        if (first is not null)
        {
            var earlier = await sending.FindEarlierAsync(writer.Db, sender, null, first);
            if (earlier.Problem is { } problem) return problem;
            if (earlier.Value is { } stored)
                return await ConversationPayloads.ForVisitorAsync(
                    writer.Db, await writer.Db.Conversations.SingleAsync(c => c.Id == stored.ConversationId.Value));
        }
        if (request.DepartmentId is { } department
            && !await writer.Db.Departments.AnyAsync(d => d.Id == department.Value && d.WidgetId == visitor.WidgetId))
            return Problems.Invalid("department_id", "The widget has no such department.");

        var row = new ConversationRow
        {
            Id = Guid.CreateVersion7(writer.Now).ToString(),
            WidgetId = visitor.WidgetId,
            VisitorId = visitor.Id,
            DepartmentId = request.DepartmentId?.Value,
            Status = ConversationStatus.Queued,
            CreatedAt = writer.Now,
            FieldsJson = request.Fields is { Count: > 0 } ? JsonSerializer.Serialize(request.Fields) : null,
        };
        writer.Db.Conversations.Add(row);
        writer.Append(row, EventNames.ConversationStarted,
            await ConversationPayloads.ForVisitorAsync(writer.Db, row), LivecallerJson.Default.ConversationPayload);
        if (first is not null)
        {
            var sent = await sending.AppendAsync(writer, row, sender, first, "message.");
            if (!sent.IsSuccess)
            {
                writer.Discard();
                return sent.Problem;
            }
        }
        return Outcome<ConversationPayload>.Created(await ConversationPayloads.ForVisitorAsync(writer.Db, row));
    }

    private static Problem? CheckFields(IReadOnlyDictionary<string, string>? fields)
    {
        if (fields is null) return null;
        if (fields.Count > MaxFields) return Problems.Invalid("fields", $"Expected at most {MaxFields}, received {fields.Count}.");
        foreach (var (name, value) in fields)
        {
            if (name.Length is 0 or > 100) return Problems.Invalid("fields", "Expected names of 1 to 100 characters.");
            if (TextRules.Check("fields", name, 100) is { } nameFault) return nameFault;
            if (value is null) return Problems.Invalid($"fields.{name}", "Expected a text, received null.");
            if (TextRules.Check($"fields.{name}", value, 2000) is { } fault) return fault;
        }
        return null;
    }
}
