using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livecaller.Server.Operators;
using Livecaller.Server.Team;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Dashboard.Tests.Support;

/// <summary>Starts servers. Each has a copy of a folder in which one was started before: migrating and seeding would take most of a test's time.</summary>
internal static class TestServer
{
    internal const string Widget = "wgt_2m5c8";
    internal const string Secret = "s3cr3t-of-the-widget-0123456789abcdef";
    internal static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    internal static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);

    internal static async Task<(WebApplication App, string Folder)> StartAsync(TimeProvider time)
    {
        var template = await Template.Value;
        var folder = Directory.CreateTempSubdirectory("livecaller-dashboard-tests-").FullName;
        foreach (var part in Directory.EnumerateDirectories(template, "*", SearchOption.AllDirectories))
        {
            var copy = Directory.CreateDirectory(Path.Combine(folder, Path.GetRelativePath(template, part)));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy.FullName, File.GetUnixFileMode(part));
        }

        foreach (var file in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(folder, Path.GetRelativePath(template, file)));
        var app = Build(folder, time);
        await app.StartAsync();
        return (app, folder);
    }

    /// <summary>Deletes the folder of a server that has stopped. A read of the dashboard that was in progress may open the database once more.</summary>
    internal static async Task DeleteAsync(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    /// <summary>Configures an app with a server in it whose data is in a folder.</summary>
    internal static void Configure(WebApplicationBuilder builder, string folder)
    {
        builder.Services.AddSingleton(new OperatorPasswordCost(1_000));
        var limits = (string[])["Logins", "VisitorLogins", "AnonymousLogins", "Messages", "Conversations", "Callbacks", "Transcripts", "Typing", "Uploads", "Requests"];
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Livecaller:DataDirectory"] = folder,
            ["Livecaller:Seed:WidgetId"] = Widget,
            ["Livecaller:Seed:JwtSecret"] = Secret,
            ["Livecaller:Seed:AllowedOrigins"] = "https://shop.example",
            ["Livecaller:Seed:OperatorEmail"] = "admin@example.test",
            ["Livecaller:Seed:OperatorPassword"] = "Correct-horse-7",
        });
        // The clock stands still: a minute never passes.
        builder.Configuration.AddInMemoryCollection(limits.Select(limit => KeyValuePair.Create($"Livecaller:Limits:{limit}PerMinute", (string?)"1000000")));
    }

    /// <summary>The identity token of a visitor, as an app's backend would sign it.</summary>
    internal static string Sign(DeskVisitor visitor)
    {
        static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value, Json));
        var text = Part(new { alg = "HS256", typ = "JWT" }) + "." + Part(new
        {
            sub = visitor.UserId ?? Guid.NewGuid().ToString(),
            name = visitor.Name,
            email = visitor.Email,
            iat = Start.ToUnixTimeSeconds(),
        });
        return text + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));
    }

    private static WebApplication Build(string folder, TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        Configure(builder, folder);
        builder.Services.AddSingleton(time);
        builder.Services.AddLivecaller(builder.Configuration);
        var app = builder.Build();
        app.MapLivecaller();
        return app;
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var template = Directory.CreateTempSubdirectory("livecaller-dashboard-tests-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(template, recursive: true);
        await using var app = Build(template, new FakeTimeProvider(Start));
        await app.StartAsync();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var widgets = scope.ServiceProvider.GetRequiredService<IWidgetService>();
            await widgets.UpdateAsync(OperatorCaller.Application, new(Widget), new() { Settings = new() { MessageTypingPreview = true } });
            var users = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
            foreach (var who in (DashboardOperatorStub[])[DashboardOperatorStub.Nino, DashboardOperatorStub.Luka])
            {
                var email = $"{who.Name.Split(' ')[0].ToLowerInvariant()}@example.test";
                var made = await users.CreateAsync(new() { Id = Guid.Parse(who.Id), UserName = email, Email = email, DisplayName = who.Name }, "Correct-horse-7");
                Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(e => e.Description)));
                // Only the tests of it wait until a message is sent.
                Assert.True((await scope.ServiceProvider.GetRequiredService<IProfileService>().UpdateAsync(who.Caller, new() { UndoSend = false })).IsSuccess);
            }
        }

        await app.StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return template;
    }
}
