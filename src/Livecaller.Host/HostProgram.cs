using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Livecaller.Host;

/// <summary>The server as one process: chat backend, dashboard, API description and health checks.</summary>
internal static class HostProgram
{
    /// <summary>Builds the app. Nothing is opened yet.</summary>
    /// <param name="settings">The settings of the command line.</param>
    /// <param name="configure">Adds what a command needs.</param>
    public static WebApplication Build(string[] settings, Action<WebApplicationBuilder>? configure = null)
    {
        // Its own folder, whatever folder it is started from: appsettings.json and the dashboard's files are there.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = settings,
            ContentRootPath = HasContentRoot(settings) ? null : AppContext.BaseDirectory,
        }).UseLivecallerDefaults();
        configure?.Invoke(builder);
        builder.Services.AddLivecaller(builder.Configuration);
        if (string.Equals(builder.Configuration["Livecaller:Database"], "postgres", StringComparison.OrdinalIgnoreCase)) builder.Services.UsePostgreSql();
        if (!string.IsNullOrEmpty(builder.Configuration["Livecaller:S3:Bucket"])) builder.Services.UseS3();
        builder.Services.AddLivecallerDashboard();
        RedisSetting.Apply(builder);
        if (string.Equals(builder.Configuration["Livecaller:Backplane"], "postgres", StringComparison.OrdinalIgnoreCase)) builder.Services.UsePostgreSqlBackplane();
        // A dashboard whose browser was away for too long loads its page again; the browser has its drafts. The framework would keep the circuit's state for two hours.
        builder.Services.Configure<CircuitOptions>(options => options.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromSeconds(1));

        var app = builder.Build();
        app.MapLivecaller();
        app.MapLivecallerDocs();
        app.MapLivecallerDashboard();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivecallerHealthChecks.Tag) });
        app.MapMethods("/", ["GET", "HEAD"], () => Results.LocalRedirect("~/dashboard")).ExcludeFromDescription();
        return app;
    }

    private static bool HasContentRoot(string[] settings) =>
        settings.Any(s => s.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null;
}
