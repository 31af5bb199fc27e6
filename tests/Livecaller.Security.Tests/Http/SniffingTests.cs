using Livecaller.Security.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Security.Tests.Http;

/// <summary>A browser that guesses a type would run a text that a visitor wrote.</summary>
public sealed class SniffingTests
{
    [Theory]
    [InlineData("/v1/widget?widget_id=shop")]
    [InlineData("/v1/widget?widget_id=another")]
    [InlineData("/v1/widget/conversations")]
    [InlineData("/v1/operator/me")]
    [InlineData("/v1/attachments/none")]
    [InlineData("/v1/nowhere")]
    [InlineData("/livecaller.js")]
    [InlineData("/widget/shop")]
    [InlineData("/widget/none.js")]
    [InlineData("/app/none")]
    [InlineData("/openapi/livecaller.json")]
    [InlineData("/docs/")]
    [InlineData("/dashboard/login")]
    [InlineData("/dashboard/nowhere.js")]
    public async Task Every_response_says_that_its_type_is_right(string address)
    {
        await using var server = await DashboardServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task The_responses_of_the_app_around_it_stay_its_own()
    {
        await using var server = await DashboardServer.StartAsync(static app => app.MapGet("/orders", static () => Results.Text("none")));
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync("/orders", TestContext.Current.CancellationToken);

        Assert.False(answer.Headers.Contains("X-Content-Type-Options"));
    }
}
