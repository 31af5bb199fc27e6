using Livecaller.Dashboard;
using Livecaller.Server;
using Storefront;
using Storefront.Accounts;
using Storefront.Components;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();

// The shop.
builder.Services.AddRazorComponents().AddInteractiveWebAssemblyComponents();
builder.Services.AddAccounts();
builder.Services.AddShop();

// The server half of Livecaller, in this very process.
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerDashboard();

var app = builder.Build();

app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();

app.MapLivecaller();
app.MapLivecallerDashboard();

app.MapStaticAssets();
app.MapAccounts();
app.MapRazorComponents<App>()
    .AddInteractiveWebAssemblyRenderMode()
    .AddAdditionalAssemblies(typeof(Storefront.Client.Routes).Assembly);

return await app.RunLivecallerAsync();
