using Livecaller.EndToEnd.ServerApp.Components;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

var builder = WebApplication.CreateBuilder(args).UseLivecallerDefaults();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerBlazor(options =>
{
    options.ServerUrl = new Uri(LivecallerProgramExtensions.DefaultAddress);
    options.WidgetId = builder.Configuration["Livecaller:Seed:WidgetId"];

    // The port is known only when the program listens.
    options.ConfigureClient = (services, client) => client with { ServerUrl = AddressOf(services) };
});

var app = builder.Build();
app.UseAntiforgery();
app.MapLivecaller();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
return await app.RunLivecallerAsync();

static Uri AddressOf(IServiceProvider services) =>
    new(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
