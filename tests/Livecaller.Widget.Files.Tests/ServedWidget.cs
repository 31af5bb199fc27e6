using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Widget.Files.Tests;

/// <summary>A real server that serves the files of this build on a free port.</summary>
public sealed class ServedWidget : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _data;

    private ServedWidget(WebApplication app, string data)
    {
        (_app, _data) = (app, data);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<ServedWidget> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("livecaller-widget-").FullName;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Livecaller:DataDirectory"] = data,
            ["Livecaller:Seed:WidgetId"] = "shop",
            ["Livecaller:Seed:AllowedOrigins"] = "https://shop.example",
        });
        builder.Services.AddLivecaller(builder.Configuration).AddLivecallerWidget(WidgetArchive.Open);
        var app = builder.Build();
        app.MapLivecaller();
        await app.StartAsync();
        return new ServedWidget(app, data);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
