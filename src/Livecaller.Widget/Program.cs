using Livecaller.Blazor;
using Livecaller.Widget;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.Extensions.DependencyInjection;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<FrameApp>("#livecaller");
builder.Services.AddScoped<PageBridge>();
LivecallerBlazorOptions widget = null!;
builder.Services.AddLivecallerBlazor(options =>
{
    options.ServerUrl = new Uri(new Uri(builder.HostEnvironment.BaseAddress), "../");
    widget = options;
});
var host = builder.Build();

// The last segment of the URL is the widget's ID. Widgets of one server have the same origin and must not share a session.
widget.WidgetId = Uri.UnescapeDataString(new Uri(host.Services.GetRequiredService<NavigationManager>().Uri).Segments[^1]);
widget.StorageKey = "livecaller.session." + widget.WidgetId;
await host.RunAsync();
