using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

var builder = WebApplication.CreateBuilder(args).UseLivecallerDefaults();
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerDashboard();

var app = builder.Build();
app.MapLivecaller();
app.MapLivecallerDocs();
app.MapLivecallerDashboard();
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivecallerHealthChecks.Tag) });
app.MapMethods("/", ["GET", "HEAD"], () => Results.LocalRedirect("~/dashboard")).ExcludeFromDescription();
return await app.RunLivecallerAsync();
