using System.Net;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Security.Tests.Operators;

/// <summary>A token of the operator API that somebody has copied, after its session has ended.</summary>
public sealed class EndedSessionTests
{
    [Fact]
    public async Task A_token_is_worthless_after_the_logout_and_its_socket_is_closed()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(olga, "private-conversation." + await (await server.VisitorAsync()).StartAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await olga.PostAsync("/auth/logout")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await olga.GetAsync("/conversations")).Status);
        Assert.Equal(4009, await socket.ReadCloseAsync());
    }

    [Fact]
    public async Task A_session_that_is_revoked_from_another_one_is_worthless_and_the_other_goes_on()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (stolen, mine) = (await server.OperatorAsync(), await server.OperatorAsync());

        var sessions = (await mine.GetAsync("/auth/sessions")).Data;
        var other = sessions.EnumerateArray().Single(s => !s.GetProperty("is_current").GetBoolean());
        Assert.Equal(("api", "127.0.0.1"), (other.GetProperty("kind").GetString(), other.GetProperty("address").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await mine.DeleteAsync("/auth/sessions/" + other.GetProperty("id").GetString())).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await stolen.GetAsync("/conversations")).Status);
        Assert.Single((await mine.GetAsync("/auth/sessions")).Data.EnumerateArray());
    }

    [Fact]
    public async Task A_colleagues_session_cannot_be_seen_or_revoked()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));
        var id = Assert.Single((await olga.GetAsync("/auth/sessions")).Data.EnumerateArray()).GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.NotFound, (await ivan.DeleteAsync("/auth/sessions/" + id)).Status);

        Assert.DoesNotContain((await ivan.GetAsync("/auth/sessions")).Data.EnumerateArray(), s => s.GetProperty("id").GetString() == id);
        Assert.Equal(HttpStatusCode.OK, (await olga.GetAsync("/conversations")).Status);
    }

    public static TheoryData<string, Func<UserManager<LivecallerOperator>, LivecallerOperator, Task<IdentityResult>>> Changes => new()
    {
        { "password", (accounts, olga) => accounts.ChangePasswordAsync(olga, LivecallerServer.Password, "another long password") },
        { "stamp", (accounts, olga) => accounts.UpdateSecurityStampAsync(olga) },
        { "role", (accounts, olga) => accounts.RemoveFromRoleAsync(olga, LivecallerRoles.Owner) },
        { "lock", (accounts, olga) => accounts.SetLockoutEndDateAsync(olga, DateTimeOffset.MaxValue) },
        { "deletion", (accounts, olga) => accounts.DeleteAsync(olga) },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public async Task A_change_of_the_account_ends_its_sessions_and_sockets_at_once(
        string what, Func<UserManager<LivecallerOperator>, LivecallerOperator, Task<IdentityResult>> change)
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan");
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(olga, "private-conversation." + await (await server.VisitorAsync()).StartAsync());

        await using (var scope = server.App.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
            Assert.True((await change(accounts, (await accounts.FindByEmailAsync(LivecallerServer.Email))!)).Succeeded, what);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await olga.GetAsync("/conversations")).Status);
        Assert.Equal(4009, await socket.ReadCloseAsync());
        Assert.Equal(HttpStatusCode.OK, (await ivan.GetAsync("/conversations")).Status);
    }

    [Fact]
    public async Task A_session_is_not_used_longer_than_its_life_however_often_it_is_used()
    {
        var time = new SettableWallClock();
        await using var server = await LivecallerServer.StartAtAsync(
            time, ("Livecaller:OperatorSessions:IdleTimeout", "10:00:00"), ("Livecaller:OperatorSessions:Lifetime", "1.00:00:00"));
        var sessions = server.Get<OperatorSessions>();
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var olga = await db.Users.SingleAsync(TestContext.Current.CancellationToken);
        var session = await sessions.BeginAsync(olga, OperatorSessionKind.Dashboard, new(null, null), TestContext.Current.CancellationToken);
        var unused = await sessions.BeginAsync(olga, OperatorSessionKind.Dashboard, new(null, null), TestContext.Current.CancellationToken);

        foreach (var hours in (int[])[9, 18, 23])
        {
            time.Offset = TimeSpan.FromHours(hours);
            Assert.NotNull(await FindAsync(session));
        }

        Assert.Null(await FindAsync(unused));
        time.Offset = TimeSpan.FromHours(24.1);
        Assert.Null(await FindAsync(session));

        Task<SignedInOperator?> FindAsync(OperatorSessionRow row) =>
            sessions.FindAsync(OperatorSessionKind.Dashboard, row.Id, TestContext.Current.CancellationToken);
    }
}
