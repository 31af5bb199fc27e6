using System.Net;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Tests.Hosting;

/// <summary>A host app with server and dashboard in it, on Kestrel and a free port, with SQLite in a folder of its own.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    internal const string Email = "nino@example.test";
    internal const string Password = "Correct-horse-7";

    private readonly WebApplication _app;
    private readonly string _folder;

    private DashboardHost(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    internal Uri Address => new(_app.Urls.First());

    internal IServiceProvider Services => _app.Services;

    internal static async Task<DashboardHost> StartAsync(
        Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, Action<WebApplication>? mapDashboard = null, bool hasOperators = true)
    {
        var folder = Directory.CreateTempSubdirectory("livecaller-dashboard-host-").FullName;
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        TestServer.Configure(builder, folder);
        if (!hasOperators) builder.Configuration["Livecaller:Seed:OperatorPassword"] = null;
        builder.Services.AddLivecaller(builder.Configuration);
        builder.Services.AddLivecallerDashboard();
        configure?.Invoke(builder);

        var app = builder.Build();
        map?.Invoke(app);
        if (mapDashboard is null) app.MapLivecallerDashboard();
        else mapDashboard(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        if (hasOperators) await AddOperatorAsync(app.Services);
        return new(app, folder);
    }

    internal DashboardBrowser Browse() => new(Address);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await TestServer.DeleteAsync(_folder);
    }

    private static async Task AddOperatorAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        var made = await users.CreateAsync(new() { UserName = Email, Email = Email, DisplayName = "Nino <b>Beridze</b>" }, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(e => e.Description)));
    }
}
