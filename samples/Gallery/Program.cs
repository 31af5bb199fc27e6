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

// Each scene has a client of its own: whoever asks for the scope's gets that of the scene on the stage.
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
app.MapStoredPictures();
app.MapGet("/states.json", () => AllStates.List.Select(state => new { state.Name, state.IsWide }));
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

await app.StartAsync();
Console.WriteLine($"Site: {app.Urls.First()}");
Console.WriteLine("Livecaller is ready");
await app.WaitForShutdownAsync();
