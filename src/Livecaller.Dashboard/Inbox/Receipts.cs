using Livecaller.Dashboard.Hosting;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Tells the desk which messages of visitors have reached this dashboard, so that a visitor sees it.</summary>
internal sealed partial class Receipts(Desk desk, OperatorContext me, ILogger<Receipts> logger)
{
    internal async Task OnSignalAsync(ConversationSignal signal)
    {
        if (signal is not { EventName: EventNames.ConversationMessage, Sequence: { } sequence } || !IsVisitors(signal))
            return;
        try
        {
            await desk.AskAsync(d => d.MarkDeliveredAsync(me.Id, signal.ConversationId, sequence));
        }
        catch (Exception e)
        {
            LogFailed(e, signal.ConversationId);
        }
    }

    private static bool IsVisitors(ConversationSignal signal) =>
        signal.Data.TryGetProperty("sender", out var sender) && sender.TryGetProperty("type", out var type) && type.ValueEquals("visitor");

    [LoggerMessage(Level = LogLevel.Warning, Message = "That a message of {Conversation} has arrived could not be noted")]
    private partial void LogFailed(Exception exception, ConversationId conversation);
}
