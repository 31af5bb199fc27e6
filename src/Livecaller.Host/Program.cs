using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

const string EndSessions = "--end-sessions";
// A command stands before the settings.
string[] settings = args switch
{
    ["rotate-keys", .. var rest] => [.. rest.Where(arg => arg != EndSessions)],
    ["reset-second-factor", _, .. var rest] => rest,
    _ => args,
};
var builder = WebApplication.CreateBuilder(settings).UseLivecallerDefaults();
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerDashboard();
// A dashboard whose browser was away for too long loads its page again; the browser has its drafts. The framework would keep the circuit's state for two hours.
builder.Services.Configure<CircuitOptions>(options => options.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromSeconds(1));

var app = builder.Build();
app.MapLivecaller();
app.MapLivecallerDocs();
app.MapLivecallerDashboard();
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivecallerHealthChecks.Tag) });
app.MapMethods("/", ["GET", "HEAD"], () => Results.LocalRedirect("~/dashboard")).ExcludeFromDescription();
return args switch
{
    ["rotate-keys", ..] => await app.RotateLivecallerKeysAsync(args.Contains(EndSessions)),
    ["reset-second-factor", var email, ..] => await app.ResetLivecallerSecondFactorAsync(email),
    _ => await app.RunLivecallerAsync(),
};
