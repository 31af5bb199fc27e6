using Gallery.Components;
using Gallery.Scenes;
using Gallery.States;
using Livecaller;
using Livecaller.Testing;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddSingleton<SceneLinks>();

// Each scene has its own client. The provider of the scope returns the client of the current scene.
builder.Services.AddScoped<Stage>();
builder.Services.AddScoped<ILivecallerClientProvider>(services => services.GetRequiredService<Stage>());
builder.Services.AddLivecallerBlazor(options =>
{
    options.ServerUrl = LivecallerTestHostOptions.ServerUrl;
    options.WidgetId = LivecallerTestHostOptions.DefaultWidget.Id.Value;
});

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapSceneLinks();
app.MapScreenshots();
app.MapGet("/states.json", () => AllStates.List.Select(state => new { state.Name, state.IsWide }));
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

await app.StartAsync();
Console.WriteLine($"Site: {app.Urls.First()}");
Console.WriteLine("Livecaller is ready");
await app.WaitForShutdownAsync();
