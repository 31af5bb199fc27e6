using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

var builder = WebApplication.CreateBuilder(args).UseLivecallerDefaults();
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerDashboard();
// Nothing is kept of a dashboard whose browser did not come back in time: it loads the page again, and has the drafts itself.
builder.Services.Configure<CircuitOptions>(options => options.PersistedCircuitInMemoryMaxRetained = 0);

var app = builder.Build();
app.MapLivecaller();
app.MapLivecallerDocs();
app.MapLivecallerDashboard();
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivecallerHealthChecks.Tag) });
app.MapMethods("/", ["GET", "HEAD"], () => Results.LocalRedirect("~/dashboard")).ExcludeFromDescription();
return await app.RunLivecallerAsync();
