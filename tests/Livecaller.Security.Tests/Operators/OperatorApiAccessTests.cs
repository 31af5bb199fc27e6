using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Security.Tests.Operators;

/// <summary>Every call of the operator API, made by every role and by API keys, and after the session or role has changed in the database.</summary>
public sealed partial class OperatorApiAccessTests
{
    // Of the calls whose body is read before the service is asked.
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST conversations/{id}/messages"] = """{"id":"0b0e7a52-2f6a-4d0e-9a51-7d8a55f0a001","content":"Hi"}""",
        ["POST conversations/{id}/read"] = """{"sequence":1}""",
        ["POST conversations/{id}/delivered"] = """{"sequence":1}""",
    };

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public static TheoryData<string> Roles => [.. OperatorRoles.All.Select(OperatorRoles.NameOf)];

    [Fact]
    public async Task Every_call_has_an_entry_in_the_table()
    {
        await using var server = await LivecallerServer.StartAsync();

        Assert.Equal(
            OperatorApiRoles.Calls.Keys.Concat(OperatorApiRoles.Open).Order(StringComparer.Ordinal), OperatorApiRoles.Of(server).Order(StringComparer.Ordinal));
        Assert.Equal(OperatorPermissions.All, OperatorApiRoles.From.Keys);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_is_refused_with_403_what_the_table_does_not_give_it_and_nothing_else(string role)
    {
        await using var server = await LivecallerServer.StartAsync();
        var ivan = await server.NewOperatorAsync("ivan", role);

        foreach (var call in Calls(server))
        {
            var isAllowed = OperatorApiRoles.Open.Contains(call) || OperatorApiRoles.From[OperatorApiRoles.Calls[call]] <= OperatorRoles.Find(role);
            Assert.Equal((call, !isAllowed), (call, await SendAsync(ivan, call) == HttpStatusCode.Forbidden));
        }
    }

    [Fact]
    public async Task A_key_is_refused_with_403_what_is_not_among_its_scopes_and_the_account_of_its_operator()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:RequestsPerMinute", "1000000"));
        var olga = await server.OperatorAsync();
        foreach (var scope in OperatorPermissions.Scopes)
        {
            var key = await server.KeyAsync(olga, scope);
            foreach (var call in Calls(server))
            {
                var isAllowed = OperatorApiRoles.Open.Contains(call) || OperatorPermissions.NameOf(OperatorApiRoles.Calls[call]) == scope;
                var status = await SendAsync(key, call);
                Assert.True(isAllowed == (status != HttpStatusCode.Forbidden), $"{scope}: {call} was answered with {status}.");
            }
        }
    }

    [Fact]
    public async Task Every_call_is_refused_with_401_after_another_process_has_ended_the_session()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await DoAsync(server, db => db.OperatorSessions.ExecuteUpdateAsync(s => s.SetProperty(r => r.RevokedAt, TimeProvider.System.GetUtcNow()), _ct));

        var calls = OperatorApiRoles.Of(server);

        Assert.InRange(calls.Count, 20, 1000);
        foreach (var call in calls) Assert.Equal((call, HttpStatusCode.Unauthorized), (call, await SendAsync(olga, call)));
    }

    [Fact]
    public async Task Every_call_is_refused_with_401_without_a_token_and_with_the_token_of_a_visitor()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var nobody = server.NewClient();
        using var visitor = server.NewClient((await server.VisitorAsync()).Token);
        using var forged = server.NewClient(Livecaller.Server.ApiKeys.ApiKeys.NewKey());

        foreach (var call in OperatorApiRoles.Of(server))
            foreach (var client in (HttpClient[])[nobody, visitor, forged])
                Assert.Equal((call, HttpStatusCode.Unauthorized), (call, await SendAsync(client, call)));
    }

    [Fact]
    public async Task Calls_of_a_role_are_refused_with_403_from_the_moment_at_which_the_role_is_gone()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(olga, "PATCH widgets/{id}"));
        await DoAsync(server, db => db.UserRoles.ExecuteDeleteAsync(_ct));

        foreach (var (call, permission) in OperatorApiRoles.Calls.Where(c => c.Key is not ("POST auth/logout" or "POST broadcasting/auth")))
            Assert.Equal((call, OperatorApiRoles.From[permission] > OperatorRole.Operator), (call, await SendAsync(olga, call) == HttpStatusCode.Forbidden));
    }

    // A sign-out ends the calls, and a channel that is missing in the body is refused with 403 too.
    private static IEnumerable<string> Calls(LivecallerServer server) =>
        OperatorApiRoles.Of(server).Where(c => c is not ("POST auth/logout" or "POST broadcasting/auth"));

    private Task<HttpStatusCode> SendAsync(Caller caller, string call) => SendAsync(caller.Client, call);

    private async Task<HttpStatusCode> SendAsync(HttpClient client, string call)
    {
        var (method, path) = (call.Split(' ')[0], Parameter().Replace(call.Split(' ')[1], LivecallerServer.Widget));
        using var request = new HttpRequestMessage(new(method), "/v1/operator/" + path);
        if (method is "POST" or "PATCH" or "PUT") request.Content = new StringContent(Bodies.GetValueOrDefault(call, "{}"), Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, _ct);
        return answer.StatusCode;
    }

    private async Task DoAsync(LivecallerServer server, Func<LivecallerDbContext, Task> change)
    {
        await using var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(_ct);
        await change(db);
    }

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Parameter();
}
