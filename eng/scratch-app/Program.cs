// Uses client and server from packages in one process: starts the server, sends a message, and verifies it.
using Livecaller;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;

var data = Directory.CreateTempSubdirectory("livecaller-scratch-").FullName;
var builder = WebApplication.CreateBuilder([$"--Livecaller:DataDirectory={data}", "--urls=http://127.0.0.1:0"]).UseLivecallerDefaults();
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerDashboard();

await using var app = builder.Build();
app.MapLivecaller();
app.MapLivecallerDashboard();
await app.StartAsync();

await using var scope = app.Services.CreateAsyncScope();
var widgets = await scope.ServiceProvider.GetRequiredService<IWidgetService>().ListAsync(OperatorCaller.Application);
var client = await LivecallerClient.CreateAsync(new LivecallerOptions
{
    WidgetId = widgets.Value![0].Id,
    ServerUrl = new Uri(app.Urls.First()),
});
var conversation = await client.OpenConversationAsync();
var kept = await conversation.SendAsync(new OutgoingMessage { Content = "Hello from the packages" });
var sent = await conversation.WaitUntilSentAsync(kept.Id);

using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
var style = await http.GetAsync("dashboard/_content/Livecaller.Dashboard/tokens.css");
var loader = await http.GetAsync("livecaller.js");
var frame = await http.GetAsync($"widget/{widgets.Value[0].Id}");
var missing = await FrameFiles.MissingAsync(http, await frame.Content.ReadAsStringAsync());
Console.WriteLine($"message: {sent.Status}; dashboard style sheet: {(int)style.StatusCode}; livecaller.js: {(int)loader.StatusCode}; "
    + $"frame: {(int)frame.StatusCode}; frame files: {(missing.Count == 0 ? "complete" : "missing " + string.Join(", ", missing))}");
await client.DisposeAsync();
await app.StopAsync();
var complete = style.IsSuccessStatusCode && loader.IsSuccessStatusCode && frame.IsSuccessStatusCode && missing.Count == 0;
return sent.Status == MessageStatus.Sent && complete ? 0 : 1;
