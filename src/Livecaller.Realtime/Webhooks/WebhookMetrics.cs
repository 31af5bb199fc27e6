using System.Diagnostics.Metrics;

namespace Livecaller.Realtime.Webhooks;

/// <summary>Counts the events of all applications, for <c>dotnet-counters</c> and OpenTelemetry.</summary>
internal static class WebhookMetrics
{
    private static readonly Meter Meter = new("Livecaller.Realtime");

    public static Counter<long> Sent { get; } =
        Meter.CreateCounter<long>("livecaller.realtime.webhook_events.sent", description: "Webhook events that a receiver has accepted.");

    public static Counter<long> Dropped { get; } =
        Meter.CreateCounter<long>("livecaller.realtime.webhook_events.dropped", description: "Webhook events that no receiver has accepted, or that had no room in the queue.");
}
