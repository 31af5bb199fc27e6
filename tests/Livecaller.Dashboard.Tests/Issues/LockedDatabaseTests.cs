using System.Net;
using System.Security.Claims;
using Livecaller.Dashboard.SignIn;
using Livecaller.Dashboard.Tests.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Operators.External;
using Livecaller.Server.SecondFactor;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Issues;

/// <summary>A sign-in that counted a wrong password was a 500 while another process held the lock of the database.</summary>
public sealed class LockedDatabaseTests
{
    [Fact]
    public async Task A_sign_in_is_503_with_a_time_to_come_back()
    {
        await using var host = await DashboardHost.StartAsync(static builder => builder.Services.AddScoped<IOperatorSignIn, LockedSignIn>());
        using var browser = host.Browse();

        using var answer = await browser.SignInAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("5", answer.Headers.RetryAfter!.ToString());
        Assert.Contains("Try again", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private sealed class LockedSignIn : IOperatorSignIn
    {
        public Task<SignInAnswer> CheckAsync(string email, string password, OperatorClient client, CancellationToken cancellationToken) =>
            throw new SqliteException("database is locked", 5);

        public Task<SignInAnswer> AcceptAsync(ExternalIdentity identity, OperatorClient client, CancellationToken cancellationToken) =>
            throw new SqliteException("database is locked", 5);

        public Task<SignInAnswer> CheckCodeAsync(string ticket, SecondFactorCode code, OperatorClient client, CancellationToken cancellationToken) =>
            throw new SqliteException("database is locked", 5);

        public Task<SignInAnswer> BeginAsync(LivecallerOperator account, OperatorClient client, CancellationToken cancellationToken) =>
            throw new SqliteException("database is locked", 5);

        public Task<PasskeyRequest> BeginPasskeyAsync(PasskeySite site) => throw new SqliteException("database is locked", 5);

        public Task<SignInAnswer> CheckPasskeyAsync(
            PasskeySite site, string state, string credential, OperatorClient client, CancellationToken cancellationToken) =>
            throw new SqliteException("database is locked", 5);

        public Task<ClaimsPrincipal?> RevalidateAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) => Task.FromResult<ClaimsPrincipal?>(principal);

        public Task SignOutAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
