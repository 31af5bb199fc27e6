using System.Net;
using Livecaller.Dashboard.Tests.Fakes;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Tests.Hosting;

/// <summary>A host app with the dashboard in it, on Kestrel and a free port, with real Identity accounts in SQLite.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    internal const string Email = "nino@example.test";
    internal const string Password = "Correct-horse-7";

    private readonly WebApplication _app;
    private readonly SqliteConnection _connection;

    private DashboardHost(WebApplication app, SqliteConnection connection) => (_app, _connection) = (app, connection);

    internal Uri Address => new(_app.Urls.First());

    internal IServiceProvider Services => _app.Services;

    internal static async Task<DashboardHost> StartAsync(
        Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, Action<WebApplication>? mapDashboard = null)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddDbContext<TestAccounts>(options => options.UseSqlite(connection));
        builder.Services.AddIdentityCore<LivecallerOperator>(options => options.Lockout.MaxFailedAccessAttempts = 3)
            .AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<TestAccounts>();
        var desk = new FakeDesk(TimeProvider.System);
        builder.Services.AddSingleton<IOperatorService>(desk);
        builder.Services.AddSingleton<IConversationFeed>(desk);
        builder.Services.AddSingleton<IWidgetService>(new FakeWidgetDesk());
        builder.Services.AddLivecallerDashboard();
        configure?.Invoke(builder);

        var app = builder.Build();
        map?.Invoke(app);
        if (mapDashboard is null) app.MapLivecallerDashboard();
        else mapDashboard(app);
        await AddOperatorAsync(app.Services);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, connection);
    }

    internal DashboardBrowser Browse() => new(Address);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task AddOperatorAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TestAccounts>().Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        var made = await users.CreateAsync(new() { UserName = Email, Email = Email, DisplayName = "Nino <b>Beridze</b>" }, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(e => e.Description)));
    }
}
