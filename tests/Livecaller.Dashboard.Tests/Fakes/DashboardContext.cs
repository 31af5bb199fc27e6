using Bunit;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Shell;
using Livecaller.Protocol;
using Livecaller.Server.Departments;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Dashboard.Tests.Fakes;

/// <summary>The dashboard's live part, on a desk in memory and a clock that only the test moves.</summary>
public abstract class DashboardContext : BunitContext
{
    private protected DashboardContext()
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
        Desk = new FakeDesk(Time);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IOperatorDesk>(Desk);
        Services.AddSingleton<IConversationFeed>(Desk);
        Services.AddSingleton<IWidgetDesk>(Widgets);
        Services.AddSingleton<IDepartmentDesk>(Departments);
        Services.AddLogging();
        DashboardServices.Add(Services);

        Script = JSInterop.SetupModule(DashboardScript.Path);
        Script.Mode = JSRuntimeMode.Loose;
        foreach (var part in new[] { "keepAtEnd", "watchVisibility" })
            Script.SetupModule(part, _ => true).Mode = JSRuntimeMode.Loose;
    }

    private protected FakeTimeProvider Time { get; }

    private protected FakeDesk Desk { get; }

    private protected FakeWidgetDesk Widgets { get; } = new();

    private protected FakeDepartmentDesk Departments { get; } = new();

    private protected BunitJSModuleInterop Script { get; }

    private protected IRenderedComponent<DashboardApp> Open(string address = "", string role = LivecallerRoles.Administrator)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<DashboardApp>(parameters => parameters.Add(app => app.Operator, DashboardOperatorStub.Nino.Signed(role)));
    }

    private protected IRenderedComponent<DashboardApp> OpenOn(ConversationId id)
    {
        var app = Open("c/" + id.Value);
        app.WaitForElement(".lc-log");
        return app;
    }
}
