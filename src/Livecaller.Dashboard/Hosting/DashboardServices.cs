using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Inbox;
using Livecaller.Dashboard.Widgets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Livecaller.Dashboard.Hosting;

/// <summary>The parts that live as long as one operator's circuit.</summary>
internal static class DashboardServices
{
    internal static void Add(IServiceCollection services)
    {
        services.TryAddScoped<OperatorContext>();
        services.TryAddScoped<Desk>();
        services.TryAddScoped<VisitorTyping>();
        services.TryAddScoped<InboxState>();
        services.TryAddScoped<Receipts>();
        services.TryAddScoped<OpenConversation>();
        services.TryAddScoped<Drafts>();
        services.TryAddScoped<WidgetState>();
        services.TryAddScoped<Clock>();
    }
}
