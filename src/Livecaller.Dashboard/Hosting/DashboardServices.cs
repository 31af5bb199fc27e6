using Livecaller.Dashboard.Account;
using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Inbox;
using Livecaller.Dashboard.Shell;
using Livecaller.Dashboard.Widgets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Livecaller.Dashboard.Hosting;

/// <summary>The parts that all circuits share, and those that live as long as one.</summary>
internal static class DashboardServices
{
    internal static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<ServerCalls>();
        services.TryAddSingleton<InboxReads>();
        services.TryAddSingleton<InboxReader>();
        services.TryAddSingleton<Receipts>();
        services.TryAddScoped<OperatorContext>();
        services.TryAddScoped<ServiceCaller>();
        services.TryAddScoped<SessionGuard>();
        services.TryAddScoped<VisitorTyping>();
        services.TryAddScoped<InboxState>();
        services.TryAddScoped<InboxSelection>();
        services.TryAddScoped<InboxViews>();
        services.TryAddScoped<FilterChoices>();
        services.TryAddScoped<OpenConversation>();
        services.TryAddScoped<CannedReplyList>();
        services.TryAddScoped<Colleagues>();
        services.TryAddScoped<ConversationNotes>();
        services.TryAddScoped<SuggestionLists>();
        services.TryAddScoped<Drafts>();
        services.TryAddScoped<UndoSetting>();
        services.TryAddScoped<WidgetState>();
        services.TryAddScoped<AccountState>();
        services.TryAddScoped<Clock>();
        services.TryAddScoped<LiveUpdates>();
        services.TryAddScoped<ComponentScripts>();
    }
}
