using System.Text.Json;
using Livecaller.Server.EventLog;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Conversations;

/// <summary>Changes the address that a visitor is answered at, as if it had been given in the form.</summary>
internal sealed class EmailChange(ConversationLog log)
{
    public async Task<Outcome<bool>> ChangeAsync(VisitorRow visitor, string id, ChangeEmailRequest request, CancellationToken cancellationToken)
    {
        if (ConversationRules.CheckEmail(request.Email) is { } fault) return fault;
        return await log.WriteAsync(id, writer => ChangeAsync(writer, Participant.Of(visitor), id, request.Email!), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Outcome<bool>> ChangeAsync(LogWriter writer, Participant visitor, string id, string email)
    {
        if (await visitor.Visible(writer.Db.Conversations).Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row)
            return Problems.NotFound("conversation");
        if (row.Status == ConversationStatus.Closed) return ConversationRules.Closed;
        var form = WidgetContent.Fields(await writer.Db.Widgets.SingleAsync(w => w.Id == row.WidgetId).ConfigureAwait(false));
        var before = row.FieldsJson is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(row.FieldsJson)!;
        var after = ConversationRules.WithEmail(form, before, email);
        row.FieldsJson = JsonSerializer.Serialize(after);
        VisitorProfile.TakeOver(row.Visitor!, (null, email.Trim(), null));
        await ConversationQueue.AppendUpdatedAsync(writer, row).ConfigureAwait(false);
        return true;
    }
}
