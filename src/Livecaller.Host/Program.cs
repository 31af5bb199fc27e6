using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

var isRotation = args is ["rotate-keys", ..];
const string EndSessions = "--end-sessions";
var builder = WebApplication.CreateBuilder(isRotation ? [.. args.Skip(1).Where(arg => arg != EndSessions)] : args).UseLivecallerDefaults();
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
return isRotation ? await app.RotateLivecallerKeysAsync(args.Contains(EndSessions)) : await app.RunLivecallerAsync();
