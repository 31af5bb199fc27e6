using System.Net;
using System.Net.Http.Headers;
using Bunit;
using Livecaller.Blazor.Tests.Support;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>Many visitors share an address: a server that asked for patience was not asked again, and the chat stayed busy for good.</summary>
public sealed class BusyServerTests : AppTest
{
    private int _asked;

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "/auth/login")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "/auth/login")]
    [InlineData(HttpStatusCode.TooManyRequests, "/v1/widget?")]
    [InlineData(HttpStatusCode.TooManyRequests, "/conversations?")]
    public async Task The_chat_waits_as_long_as_the_server_says_and_opens_by_itself(HttpStatusCode status, string call)
    {
        var until = Host.Time.GetUtcNow() + TimeSpan.FromSeconds(40);
        Instead = request => request.RequestUri!.PathAndQuery.Contains(call, StringComparison.Ordinal) && Host.Time.GetUtcNow() < until ? Refuse(status, until) : null;
        var app = Mount();

        await SeesAsync(app, "The chat is busy");
        // A second call can have been on its way.
        await Host.PassAsync(TimeSpan.FromSeconds(1), Cancelled);
        var asked = _asked;
        Assert.InRange(asked, 1, 2);
        await SeesAsync(app, "How can we help?");
        Assert.True(Host.Time.GetUtcNow() >= until);
        // Once when the time was over, and not before.
        Assert.Equal(asked, _asked);
    }

    [Fact]
    public async Task A_server_that_does_not_say_how_long_is_asked_again_too()
    {
        var until = Host.Time.GetUtcNow() + TimeSpan.FromSeconds(20);
        Instead = request => request.RequestUri!.PathAndQuery.Contains("/auth/login", StringComparison.Ordinal) && Host.Time.GetUtcNow() < until
            ? Refuse(HttpStatusCode.ServiceUnavailable, null) : null;
        var app = Mount();

        await SeesAsync(app, "The chat is busy");
        await SeesAsync(app, "How can we help?");
    }

    [Fact]
    public async Task A_chat_that_is_gone_asks_nobody()
    {
        Instead = request => request.RequestUri!.PathAndQuery.Contains("/auth/login", StringComparison.Ordinal)
            ? Refuse(HttpStatusCode.TooManyRequests, Host.Time.GetUtcNow() + TimeSpan.FromSeconds(5)) : null;
        var app = Mount();
        await SeesAsync(app, "The chat is busy");
        await app.InvokeAsync(async () => await app.Instance.DisposeAsync());
        var asked = _asked;

        await Host.PassAsync(TimeSpan.FromMinutes(1), Cancelled);

        Assert.Equal(asked, _asked);
    }

    private HttpResponseMessage Refuse(HttpStatusCode status, DateTimeOffset? until)
    {
        _asked++;
        var answer = new HttpResponseMessage(status);
        if (until is { } end) answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(Math.Ceiling((end - Host.Time.GetUtcNow()).TotalSeconds)));
        return answer;
    }
}
