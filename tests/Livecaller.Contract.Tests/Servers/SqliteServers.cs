using System.Net.Http.Json;
using Livecaller.Connection;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Contract.Tests.Servers;

/// <summary>The real server on a free port, with SQLite in a temporary folder.</summary>
public class SqliteServers : ContractServers
{
    private const string Email = "olivia@example.com";
    private const string Password = "correct horse battery";

    public override async Task<IContractServer> StartAsync(ContractSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var directory = Directory.CreateTempSubdirectory("livecaller-contract-").FullName;
        var time = new FakeTimeProvider(ContractSetup.Start);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(SettingsOf(directory)));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddLivecaller(builder.Configuration);
        await UseDatabaseAsync(builder);
        var app = builder.Build();
        app.MapLivecaller();
        await app.StartAsync();
        var server = new Running(app, time, directory);
        await server.SetUpAsync(setup);
        return server;
    }

    /// <summary>Chooses the database of a new server: SQLite, unless another kind of server says otherwise.</summary>
    protected virtual Task UseDatabaseAsync(WebApplicationBuilder builder) => Task.CompletedTask;

    /// <summary>The configuration of a new server; another storage adds its own.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> SettingsOf(string directory) => new Dictionary<string, string?>
    {
        ["Urls"] = "http://127.0.0.1:0",
        ["Livecaller:DataDirectory"] = directory,
        ["Livecaller:Seed:WidgetId"] = ContractSetup.Widget,
        ["Livecaller:Seed:JwtSecret"] = ContractSetup.Secret,
        ["Livecaller:Seed:OperatorEmail"] = Email,
        ["Livecaller:Seed:OperatorPassword"] = Password,
        ["Livecaller:Limits:MaxAttachmentBytes"] = $"{ContractSetup.MaxAttachmentBytes}",
        // The clock stands still: a minute never passes.
        ["Livecaller:Limits:LoginsPerMinute"] = "1000000",
        ["Livecaller:Limits:VisitorLoginsPerMinute"] = "1000000",
        ["Livecaller:Limits:AnonymousLoginsPerMinute"] = "1000000",
        ["Livecaller:Limits:MessagesPerMinute"] = "1000000",
        ["Livecaller:Limits:ConversationsPerMinute"] = "1000000",
        ["Livecaller:Limits:ClosesPerMinute"] = "1000000",
        ["Livecaller:Limits:ReadMarksPerMinute"] = "1000000",
        ["Livecaller:Limits:RatingsPerMinute"] = "1000000",
        ["Livecaller:Limits:CallbacksPerMinute"] = "1000000",
        ["Livecaller:Limits:TranscriptsPerMinute"] = "1000000",
        ["Livecaller:Limits:TypingPerMinute"] = "1000000",
        ["Livecaller:Limits:UploadsPerMinute"] = "1000000",
        ["Livecaller:Limits:RequestsPerMinute"] = "1000000",
        // Where transcripts can be asked for there is a mail server; nobody waits for the mails here.
        ["Livecaller:Mail:Host"] = "127.0.0.1",
        ["Livecaller:Mail:Port"] = "1",
        ["Livecaller:Mail:From"] = "chat@example.com",
    };

    private sealed class Running(WebApplication app, FakeTimeProvider time, string directory) : IContractServer
    {
        private ApiOperator? _operator;

        public Uri Address { get; } = new(app.Urls.Single());

        public FakeTimeProvider Time => time;

        public IContractOperator Operator => _operator!;

        public IPusherSocketFactory Sockets { get; } = new WebSockets();

        public HttpClient CreateClient() => new() { BaseAddress = Address };

        public async Task SetUpAsync(ContractSetup setup)
        {
            _operator = new(CreateClient(), Email, Password, AddOperatorAsync);
            await _operator.CallAsync(HttpMethod.Patch, $"widgets/{ContractSetup.Widget}", JsonContent.Create(new WidgetRequest
            {
                Features = setup.Features,
                Fields = setup.Fields,
                Settings = new() { MessageTypingPreview = setup.TypingPreview },
            }, OperatorJson.Default.WidgetRequest));
            foreach (var name in setup.Departments)
            {
                await _operator.CallAsync(HttpMethod.Post, "departments", JsonContent.Create(
                    new DepartmentRequest { WidgetId = new(ContractSetup.Widget), DisplayName = name }, OperatorJson.Default.DepartmentRequest));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
        }

        private async Task<string> AddOperatorAsync(string name)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var email = $"{name.ToLowerInvariant()}@example.com";
            var account = new LivecallerOperator { Id = Guid.NewGuid(), UserName = email, Email = email, DisplayName = name };
            var made = await scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>().CreateAsync(account);
            return made.Succeeded ? account.Id.ToString() : throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
        }
    }
}
