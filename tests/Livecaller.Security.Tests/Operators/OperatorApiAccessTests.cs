using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Security.Tests.Operators;

/// <summary>A client of the operator API whose session or role has changed in the database.</summary>
public sealed partial class OperatorApiAccessTests
{
    private static readonly string[] ForAdministrators =
    [
        "DELETE departments/{id}", "DELETE operators/{id}/second-factor", "DELETE widgets/{id}/old-secret", "PATCH departments/{id}", "PATCH widgets/{id}", "POST departments",
        "POST widgets/{id}/rotate-secret",
    ];

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_is_refused_with_401_after_another_process_has_ended_the_session()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        await DoAsync(server, db => db.OperatorSessions.ExecuteUpdateAsync(s => s.SetProperty(r => r.RevokedAt, TimeProvider.System.GetUtcNow()), _ct));

        var calls = Calls(server);

        Assert.InRange(calls.Count, 20, 1000);
        foreach (var call in calls) Assert.Equal((call, HttpStatusCode.Unauthorized), (call, await SendAsync(olga, call)));
    }

    [Fact]
    public async Task Calls_for_administrators_are_refused_with_403_from_the_moment_at_which_the_role_is_gone()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(olga, "PATCH widgets/{id}"));
        await DoAsync(server, db => db.UserRoles.ExecuteDeleteAsync(_ct));
        List<string> refused = [];

        foreach (var call in Calls(server).Where(c => c != "POST auth/logout"))
            if (await SendAsync(olga, call) == HttpStatusCode.Forbidden && call != "POST broadcasting/auth") refused.Add(call);

        Assert.Equal(ForAdministrators, refused.Order(StringComparer.Ordinal));
    }

    private static List<string> Calls(LivecallerServer server) =>
    [
        .. server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/operator/", StringComparison.Ordinal) && !e.RoutePattern.RawText.Contains("{**", StringComparison.Ordinal))
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {e.RoutePattern.RawText!.TrimStart('/')["v1/operator/".Length..].TrimEnd('/')}"))
            .Where(call => call != "POST auth/login" && !call.StartsWith("HEAD", StringComparison.Ordinal)).Distinct(),
    ];

    private async Task<HttpStatusCode> SendAsync(Caller caller, string call)
    {
        var (method, path) = (call.Split(' ')[0], Parameter().Replace(call.Split(' ')[1], LivecallerServer.Widget));
        using var request = new HttpRequestMessage(new(method), "/v1/operator/" + path);
        if (method is "POST" or "PATCH") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await caller.Client.SendAsync(request, _ct);
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
