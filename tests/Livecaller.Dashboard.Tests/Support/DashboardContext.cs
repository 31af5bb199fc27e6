using Bunit;
using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Inbox;
using Livecaller.Dashboard.Shell;
using Livecaller.Protocol;
using Livecaller.Server.Blocks;
using Livecaller.Server.Bulk;
using Livecaller.Server.CannedReplies;
using Livecaller.Server.Departments;
using Livecaller.Server.Drafts;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Tags;
using Livecaller.Server.Team;
using Livecaller.Server.Views;
using Livecaller.Server.VisitorData;
using Livecaller.Server.Visitors;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Dashboard.Tests.Support;

/// <summary>The dashboard's live part on a real server, with a clock that only the test moves.</summary>
public abstract class DashboardContext : BunitContext
{
    private protected DashboardContext()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        Time = new FakeTimeProvider(TestServer.Start);
        Desk = new Desk(Time);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IOperatorService>(Desk.Operators);
        Services.AddSingleton<IConversationFeed>(Desk.Feed);
        Services.AddScoped(_ => Desk.CreateScope());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<IWidgetService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<IDepartmentService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<INoteService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<ICannedReplyService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<ITeamService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<IVisitorService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<IBlockService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<IBulkService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<ISavedViewService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<IDraftService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<ITagService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<IProfileService>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<SessionWatch>());
        Services.AddScoped(s => s.GetRequiredService<IServiceScope>().ServiceProvider.GetRequiredService<SecondFactorPolicy>());
        Services.AddLogging();
        // Its pauses are the computer's: a test that moves the clock means what is on the screen.
        Services.AddScoped(s => new LiveUpdates(
            Desk.Feed, s.GetRequiredService<InboxState>(), s.GetRequiredService<OpenConversation>(), s.GetRequiredService<ConversationNotes>(),
            s.GetRequiredService<VisitorTyping>(), TimeProvider.System, NullLogger<LiveUpdates>.Instance));
        Services.AddSingleton(s => new Receipts(Desk.Feed, s.GetRequiredService<ServerCalls>(), TimeProvider.System, NullLogger<Receipts>.Instance));
        DashboardServices.Add(Services);

        Script = JSInterop.SetupModule(DashboardScript.Path);
        Script.Mode = JSRuntimeMode.Loose;
        foreach (var part in (string[])["Audio/AudioPlayer", "Attachments/ImageViewer"])
            JSInterop.SetupModule($"./_content/Livecaller.Components/{part}.razor.js").Mode = JSRuntimeMode.Loose;
        foreach (var part in new[] { "keepAtEnd", "watchVisibility" })
            Script.SetupModule(part, _ => true).Mode = JSRuntimeMode.Loose;
    }

    private protected FakeTimeProvider Time { get; }

    private protected Desk Desk { get; }

    /// <summary>The session of the dashboard that was opened last.</summary>
    private protected string Session { get; private set; } = "";

    private protected BunitJSModuleInterop Script { get; }

    private protected IRenderedComponent<DashboardApp> Open(string address = "", string role = LivecallerRoles.Owner, bool isReady = true)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        Session = Desk.SignIn(DashboardOperatorStub.Nino, role);
        var app = Render<DashboardApp>(parameters => parameters.Add(app => app.Operator, DashboardOperatorStub.Nino.Signed(role, Session)));
        if (isReady)
            app.WaitForState(() => app.FindAll("[aria-busy=true], .lc-widget > [role=status]").Count == 0);
        return app;
    }

    /// <inheritdoc />
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Desk.DisposeAsync();
    }

    private protected IRenderedComponent<DashboardApp> OpenOn(ConversationId id)
    {
        var app = Open("c/" + id.Value);
        app.WaitForElement(".lc-log");
        return app;
    }
}
