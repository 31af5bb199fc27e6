using Livecaller.Dashboard;
using Livecaller.Server;

var builder = WebApplication.CreateBuilder(args).UseLivecallerDefaults();
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerDashboard();

var app = builder.Build();
app.MapLivecaller();
app.MapLivecallerDashboard();
return await app.RunLivecallerAsync();
