using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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

    /// <summary>The path under which the chat is mapped.</summary>
    public string Prefix { get; private init; } = "";

    /// <summary>The files of the data directory, without the locks of a running server, which nobody else may open.</summary>
    public IEnumerable<string> Files() =>
        System.IO.Directory.GetFiles(Directory, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) != ".lock");

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public static Task<LivecallerServer> StartAsync(string? directory = null, params (string Key, string Value)[] settings) =>
        StartAsync(directory, TimeProvider.System, settings);

    public static Task<LivecallerServer> StartAtAsync(TimeProvider time, params (string Key, string Value)[] settings) =>
        StartAsync(null, time, settings);

    /// <summary>Starts the server inside an app that has more than it, and maps the chat itself.</summary>
    public static async Task<LivecallerServer> StartGuestAsync(
        Action<WebApplicationBuilder>? configure, Action<WebApplication> map, string prefix = "", params (string Key, string Value)[] settings)
    {
        var data = NewDirectory();
        await SeededDirectory.CopyAsync(data);
        var app = Build(data, TimeProvider.System, null, settings, configure: configure, map: map);
        await app.StartAsync();
        return new LivecallerServer(app, data, ownsDirectory: true) { Prefix = prefix };
    }

    public static async Task<LivecallerServer> StartWithoutWidgetFilesAsync()
    {
        var data = NewDirectory();
        var app = Build(data, TimeProvider.System, null, [], withWidgetFiles: false);
        await app.StartAsync();
        return new LivecallerServer(app, data, ownsDirectory: true);
    }

    public static WebApplication Build(string data, params (string Key, string Value)[] settings) => Build(data, TimeProvider.System, null, settings);

    public static Task<LivecallerServer> StartAsync(string? directory, TimeProvider time, params (string Key, string Value)[] settings) =>
        StartAsync(directory, time, null, settings);

    /// <summary>Starts a server whose services the test changes.</summary>
    public static Task<LivecallerServer> StartAsync(string directory, Action<WebApplicationBuilder> configure) =>
        StartAsync(directory, TimeProvider.System, null, [], configure);

    /// <summary>Starts a server whose log the test reads.</summary>
    public static Task<LivecallerServer> StartAsync(string? directory, TimeProvider time, LogLines? log, params (string Key, string Value)[] settings) =>
        StartAsync(directory, time, log, settings, configure: null);

    private static async Task<LivecallerServer> StartAsync(
        string? directory, TimeProvider time, LogLines? log, (string Key, string Value)[] settings, Action<WebApplicationBuilder>? configure)
    {
        var data = directory ?? NewDirectory();
        if (directory is null) await SeededDirectory.CopyAsync(data);
        else await TestDatabase.CreateAsync(data);
        var app = Build(data, time, log, settings, configure: configure);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new LivecallerServer(app, data, directory is null);
    }

    private static string NewDirectory() => Path.Combine(Path.GetTempPath(), "livecaller-server-tests", Guid.NewGuid().ToString("N"));

    private static WebApplication Build(
        string data, TimeProvider time, LogLines? log, (string Key, string Value)[] settings, bool withWidgetFiles = true,
        Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder();
        // EF Core logs these once for each query and process. As exceptions, no test that runs such a query passes.
        builder.Services.ConfigureDbContext<LivecallerDbContext>(options => options.ConfigureWarnings(warnings => warnings.Throw(
            CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning,
            CoreEventId.DistinctAfterOrderByWithoutRowLimitingOperatorWarning)));
        builder.Logging.ClearProviders();
        if (log is not null) builder.Logging.AddProvider(log);
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
            ["Livecaller:Limits:VisitorLoginsPerMinute"] = "1000",
            ["Livecaller:Limits:AnonymousLoginsPerMinute"] = "1000",
            ["Livecaller:Limits:MessagesPerMinute"] = "1000",
            ["Livecaller:Limits:MaxOpenConversations"] = "1000",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(new OperatorPasswordCost(1_000));
        builder.Services.AddLivecaller(builder.Configuration);
        TestDatabase.Use(builder, data);
        TestFiles.Use(builder, data);
        if (withWidgetFiles) builder.Services.AddLivecallerWidget(SmallWidget.Open);
        configure?.Invoke(builder);
        var app = builder.Build();
        (map ?? MapAll)(app);
        return app;
    }

    private static void MapAll(WebApplication app)
    {
        app.MapLivecaller();
        app.MapLivecallerDocs();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivecallerHealthChecks.Tag) });
    }

    public HttpClient NewClient(string? token = null, string widget = Widget)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-LC-Widget", widget);
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public async Task<Caller> VisitorAsync(string? jwt = null, string widget = Widget)
    {
        using var client = NewClient(null, widget);
        object body = jwt is null ? new { } : new { jwt_token = jwt };
        var answer = await client.PostAsJsonAsync(Prefix + "/v1/widget/auth/login", body);
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync(LivecallerJson.Default.VisitorSession);
        return new Caller(NewClient(session!.Auth.AccessToken, widget), Prefix + "/v1/widget", session.Data.Visitor.Uuid.Value, session.Data.Uuid.Value);
    }

    public async Task<Caller> OperatorAsync(string email = Email)
    {
        using var client = NewClient();
        var answer = await client.PostAsJsonAsync(Prefix + "/v1/operator/auth/login", new { email, password = Password });
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync(OperatorJson.Default.OperatorSession);
        return new Caller(NewClient(session!.Auth.AccessToken), Prefix + "/v1/operator", session.Data.Id.Value, "");
    }

    /// <summary>Another operator, with the same password, and with a role or none.</summary>
    public async Task<Caller> NewOperatorAsync(string name, string? role = null)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var email = $"{name}@example.com";
        var account = new LivecallerOperator { Id = Guid.NewGuid(), UserName = email, Email = email, DisplayName = name };
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        Assert.True((await accounts.CreateAsync(account, Password)).Succeeded);
        if (role is not null) Assert.True((await accounts.AddToRoleAsync(account, role)).Succeeded);
        return await OperatorAsync(email);
    }

    /// <summary>A program with a new API key of an operator.</summary>
    public async Task<Caller> KeyAsync(Caller creator, params IEnumerable<string> scopes)
    {
        var answer = await creator.PostAsync("/api-keys", new { name = "robot", scopes });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return new Caller(NewClient(answer.Body.GetProperty("key").GetString()), Prefix + "/v1/operator", creator.Id, answer.Data.GetProperty("id").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (!_ownsDirectory) return;
        System.IO.Directory.Delete(Directory, recursive: true);
        await TestDatabase.DeleteAsync(Directory);
    }
}
