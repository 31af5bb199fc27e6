using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.Tests.Support;

/// <summary>The real server on a free port, with its own data directory.</summary>
public sealed class LivecallerServer : IAsyncDisposable
{
    public const string Widget = "shop";
    public const string Secret = "a-secret-for-tests-only-0123456789";
    public const string Email = "olga@example.com";
    public const string Password = "correct horse";
    private readonly bool _ownsDirectory;

    private LivecallerServer(WebApplication app, string directory, bool ownsDirectory)
    {
        App = app;
        Directory = directory;
        _ownsDirectory = ownsDirectory;
        Address = new Uri(app.Urls.Single());
    }

    public WebApplication App { get; }

    public string Directory { get; }

    public Uri Address { get; }

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public static async Task<LivecallerServer> StartAsync(string? directory = null, params (string Key, string Value)[] settings)
    {
        var data = directory ?? Path.Combine(Path.GetTempPath(), "livecaller-server-tests", Guid.NewGuid().ToString("N"));
        var app = Build(data, settings);
        await app.StartAsync();
        return new LivecallerServer(app, data, directory is null);
    }

    public static WebApplication Build(string data, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Livecaller:DataDirectory"] = data,
            ["Livecaller:Seed:WidgetId"] = Widget,
            ["Livecaller:Seed:JwtSecret"] = Secret,
            ["Livecaller:Seed:AllowedOrigins"] = "https://shop.example",
            ["Livecaller:Seed:OperatorEmail"] = Email,
            ["Livecaller:Seed:OperatorPassword"] = Password,
            ["Livecaller:Limits:LoginsPerMinute"] = "1000",
            ["Livecaller:Limits:MessagesPerMinute"] = "1000",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Services.AddLivecaller(builder.Configuration);
        var app = builder.Build();
        app.MapLivecaller();
        return app;
    }

    public HttpClient NewClient(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-LC-Widget", Widget);
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public async Task<Caller> VisitorAsync(string? jwt = null)
    {
        using var client = NewClient();
        object body = jwt is null ? new { } : new { jwt_token = jwt };
        var answer = await client.PostAsJsonAsync("/v1/widget/auth/login", body);
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync(LivecallerJson.Default.VisitorSession);
        return new Caller(NewClient(session!.Auth.AccessToken), "/v1/widget", session.Data.Visitor.Uuid.Value, session.Data.Uuid.Value);
    }

    public async Task<Caller> OperatorAsync()
    {
        using var client = NewClient();
        var answer = await client.PostAsJsonAsync("/v1/operator/auth/login", new { email = Email, password = Password });
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync(LivecallerJson.Default.OperatorSession);
        return new Caller(NewClient(session!.Auth.AccessToken), "/v1/operator", session.Data.Id.Value, "");
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_ownsDirectory) System.IO.Directory.Delete(Directory, recursive: true);
    }
}
