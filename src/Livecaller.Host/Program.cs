var builder = WebApplication.CreateBuilder(args).UseLivecallerDefaults();
builder.Services.AddLivecaller(builder.Configuration);
builder.Services.AddLivecallerDashboard();

var app = builder.Build();
app.MapLivecaller();
app.MapLivecallerDashboard();
app.MapGet("/", () => Results.LocalRedirect("~/dashboard")).ExcludeFromDescription();
return await app.RunLivecallerAsync();
