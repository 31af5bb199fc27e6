using System.Net;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Security;

/// <summary>Somebody who reads the program's log.</summary>
public sealed class RequestLogTests
{
    private const string Secret = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2VjcmV0";

    private static readonly string[] Addresses =
    [
        "/v1/widget/auth/visitor?widget_id=fern-oak&jwt_token=" + Secret,
        "/v1/widget/auth/visitor?jwt%5Ftoken=" + Secret + "&marker=1",
        "/v1/attachments/none?expires=1&signature=" + Secret,
        "/v1/attachments/none/thumbnail?Signature=" + Secret,
        "/widget/fern-oak?token=" + Secret,
        "/app/none?protocol=7&access_token=" + Secret,
        "/apps/1/events?auth_signature=" + Secret,
        "/nowhere?sig=" + Secret,
    ];

    [Theory]
    [InlineData("--Logging:LogLevel:Unused=None")]
    [InlineData("--Logging:LogLevel:Microsoft.AspNetCore=Information")]
    public async Task No_token_or_signature_of_an_address_is_in_it(string level)
    {
        await using var host = await LivecallerProcess.StartHostAsync([.. LivecallerProcess.Seed, level]);
        using var http = new HttpClient { BaseAddress = host.Address };

        foreach (var address in Addresses) using (await http.GetAsync(address, TestContext.Current.CancellationToken)) { }
        await host.StopAsync();

        var log = string.Join('\n', host.Output.Concat(host.Complaints));
        Assert.DoesNotContain(Secret, log, StringComparison.Ordinal);
        if (!level.EndsWith("Information", StringComparison.Ordinal)) return;
        // The log has the requests, and the rest of their queries.
        Assert.Contains("/v1/attachments/none?expires=1&signature=[Redacted]", log, StringComparison.Ordinal);
        Assert.Contains("marker=1", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_itself_reads_what_the_log_does_not_show()
    {
        await using var host = await LivecallerProcess.StartHostAsync([.. LivecallerProcess.Seed, "--Logging:LogLevel:Microsoft.AspNetCore=Information"]);
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);

        using var answer = await visitor.Http.GetAsync("v1/widget/auth/visitor?jwt_token=undefined", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("undefined", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
