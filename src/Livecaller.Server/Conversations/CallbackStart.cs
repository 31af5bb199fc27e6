using System.Globalization;
using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Http;
using Livecaller.Server.Log;
using Livecaller.Server.Storage;
using Livecaller.Server.Widgets;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Conversations;

// A visitor asks to be called back: a conversation that says so.
internal sealed class CallbackStart(ConversationLog log, MessageSending sending, TimeProvider time)
{
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(366);

    public async Task<Outcome<ConversationPayload>> StartAsync(VisitorRow visitor, CallbackRequest request, CancellationToken ct)
    {
        var wish = request with
        {
            Phone = request.Phone?.Trim() ?? "",
            Name = NullIfBlank(request.Name),
            Note = NullIfBlank(request.Note is null ? null : TextRules.NormalizeLines(request.Note)),
        };
        return Check(wish) is { } fault ? fault : await log.WriteAsync(writer => StartAsync(writer, visitor, wish), ct).ConfigureAwait(false);
    }

    private async Task<Outcome<ConversationPayload>> StartAsync(LogWriter writer, VisitorRow visitor, CallbackRequest wish)
    {
        var wanted = JsonSerializer.Serialize(ToPayload(wish), OperatorJson.Default.CallbackPayload);
        if (wish.Id is { } id && await writer.Db.Messages.FindAsync(id.Value).ConfigureAwait(false) is { } earlier)
        {
            var same = await writer.Db.Conversations.SingleAsync(c => c.Id == earlier.ConversationId).ConfigureAwait(false);
            return same.VisitorId == visitor.Id && same.CallbackJson == wanted && same.DepartmentId == wish.DepartmentId?.Value
                ? await ConversationPayloads.ForVisitorAsync(writer.Db, same).ConfigureAwait(false)
                : Problems.Conflict($"The id {id} was used before for something else.");
        }
        var widget = await writer.Db.Widgets.SingleAsync(w => w.Id == visitor.WidgetId).ConfigureAwait(false);
        if (!WidgetContent.Features(widget).Contains(WidgetFeatureNames.Callback)) return Problems.Conflict("The widget does not offer calls back.");
        if (await ConversationStart.DepartmentFaultAsync(writer.Db, visitor, wish.DepartmentId).ConfigureAwait(false) is { } fault) return fault;
        // Gone only where the session has ended since the call began.
        if (await writer.Db.Visitors.FindAsync(visitor.Id).ConfigureAwait(false) is not { } own) return Problems.Unauthorized("The session has ended. Log in again.");
        VisitorProfile.TakeOver(own, wish.Name, null, wish.Phone);

        var row = ConversationStart.NewRow(writer, own, wish.DepartmentId);
        row.CallbackJson = wanted;
        writer.Db.Conversations.Add(row);
        writer.Append(row, EventNames.ConversationStarted, await ConversationPayloads.ForVisitorAsync(writer.Db, row).ConfigureAwait(false), LivecallerJson.Default.ConversationPayload);
        await sending.SayAsync(writer, row, wish.Id, Sentence(wish), new MessageNotice { Type = MessageNotice.Callback, Phone = wish.Phone, At = wish.At }).ConfigureAwait(false);
        if (wish.Note is { } note)
            await sending.AppendAsync(writer, row, Participant.Of(own), new() { Id = MessageId.New(time), Content = note, Attachments = [] }).ConfigureAwait(false);
        return Outcome<ConversationPayload>.Created(await ConversationPayloads.ForVisitorAsync(writer.Db, row).ConfigureAwait(false));
    }

    private Problem? Check(CallbackRequest wish)
    {
        if (wish.Id is { } id && !Guid.TryParse(id.Value, out _)) return Problems.Invalid("id", $"Expected a UUID, received '{Query.Shorten(id.Value)}'.");
        if (!WidgetFieldRules.IsPhone(wish.Phone!))
            return Problems.Invalid("phone", $"Expected a telephone number of 5 to 15 digits, received '{Query.Shorten(wish.Phone!)}'.");
        if (wish.At is { } at && (at < time.GetUtcNow() - LateBy || at > time.GetUtcNow() + Farthest))
            return Problems.Invalid("at", "Expected a time from now on, within a year.");
        return TextRules.CheckLine("name", wish.Name, 100) ?? TextRules.Check("note", wish.Note, 2000);
    }

    private static CallbackPayload ToPayload(CallbackRequest wish) => new() { Phone = wish.Phone!, Name = wish.Name, At = wish.At, Note = wish.Note };

    private static string Sentence(CallbackRequest wish)
    {
        var who = wish.Name is { } name ? $"{name}, {wish.Phone}" : wish.Phone;
        var when = wish.At is { } at ? $", {at.UtcDateTime.ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC" : "";
        return $"A call back was asked for: {who}{when}.";
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
