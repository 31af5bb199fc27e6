using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Livecaller.Server.Tests.SecondFactor;

public sealed class ResetCommandTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-reset-").FullName;

    public async ValueTask InitializeAsync() => await SeededDirectory.CopyAsync(_directory);

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task After_the_command_the_password_is_enough()
    {
        string token;
        await using (var server = await LivecallerServer.StartAsync(_directory))
        {
            var app = await Authenticator.AddAsync(server);
            var login = await Authenticator.LoginAsync(server, new { email = LivecallerServer.Email, password = LivecallerServer.Password, recovery_code = app.RecoveryCodes[0] });
            token = login.Body.GetProperty("auth").GetProperty("access_token").GetString()!;
            Assert.Equal(1, await ResetAsync(LivecallerServer.Email));
        }

        Assert.Equal(1, await ResetAsync("nobody@example.com"));
        Assert.Equal(0, await ResetAsync(" Olga@Example.com "));

        await using var again = await LivecallerServer.StartAsync(_directory);
        await again.OperatorAsync();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await new Caller(again.NewClient(token), "/v1/operator", "", "").GetAsync("/conversations")).Status);
    }

    private async Task<int> ResetAsync(string email) => await LivecallerServer.Build(_directory).ResetLivecallerSecondFactorAsync(email);
}
