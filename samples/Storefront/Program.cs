using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Storefront;
using Storefront.Accounts;
using Storefront.Client;
using Storefront.Components;

var builder = WebApplication.CreateBuilder(args).UseLivecallerDefaults();

// The shop.
builder.Services.AddRazorComponents().AddInteractiveWebAssemblyComponents();
builder.Services.AddAccounts();
builder.Services.AddSingleton<ShopWidget>();
builder.Services.AddHostedService<ShopWidgetName>();

// The services that pages require for prerendering. The chat connects later, from the browser.
builder.Services.AddShopClient(new Uri(LivecallerProgramExtensions.DefaultAddress));

// The Livecaller server, in the same process.
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerDashboard();

var app = builder.Build();

app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();

app.MapLivecaller();
app.MapLivecallerDocs();
app.MapLivecallerDashboard();
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivecallerHealthChecks.Tag) });

app.MapStaticAssets();
app.MapAccounts();
app.MapRazorComponents<App>()
    .AddInteractiveWebAssemblyRenderMode()
    .AddAdditionalAssemblies(typeof(Routes).Assembly);

return await app.RunLivecallerAsync();
