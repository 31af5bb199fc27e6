using System.Net;
using Livecaller.Http;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Http;

public sealed class RetryAfterTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private static TimeSpan Delay(TimeSpan? retryAfter, int attempt = 0) =>
        Backoff.Delay(attempt, 1, new LivecallerApiException(HttpStatusCode.TooManyRequests, new Problem(), retryAfter));

    [Fact]
    public void Wish_of_the_server_goes_first_within_reason()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), Delay(null));
        Assert.Equal(TimeSpan.FromSeconds(17), Delay(TimeSpan.FromSeconds(17)));
        Assert.Equal(TimeSpan.FromSeconds(30), Delay(TimeSpan.FromSeconds(17), attempt: 9));
        Assert.Equal(TimeSpan.FromSeconds(1), Delay(TimeSpan.FromDays(-9)));
        Assert.Equal(TimeSpan.FromMinutes(5), Delay(TimeSpan.FromDays(9)));
        Assert.Equal(TimeSpan.FromMinutes(5), Delay(TimeSpan.MaxValue));
    }

    [Theory]
    [InlineData("20", null, 20)]
    [InlineData("Sun, 01 Mar 2026 09:30:20 GMT", null, 20)]
    [InlineData("Thu, 01 Jan 1970 00:00:50 GMT", "Thu, 01 Jan 1970 00:00:30 GMT", 20)]
    [InlineData("999999999", null, 999999999)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData("soon", null, null)]
    public async Task Wish_is_read_in_seconds_and_as_a_date_by_the_servers_own_clock(string retryAfter, string? date, int? seconds)
    {
        await using var chat = await Chat.StartAsync();
        chat.Server.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(Busy(retryAfter, date));
        var e = await Assert.ThrowsAsync<LivecallerApiException>(() => chat.Client.UserLoginAsync("ann", _ct));
        Assert.Equal(seconds, (int?)e.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("20", 20)]
    [InlineData("999999999", 300)]
    public async Task Message_waits_as_long_as_the_server_wishes_but_not_for_years(string retryAfter, int seconds)
    {
        await using var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.UserLoginAsync("ann", _ct);
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        var refused = 0;
        chat.Server.Intercept = (r, body) => Task.FromResult(
            body.Contains("hi there", StringComparison.Ordinal) && refused++ == 0 ? Busy(retryAfter, null) : null);
        var start = chat.Time.GetTimestamp();
        var sending = conversation.SendAndSettleAsync(new() { Content = "hi there" });
        await Wait.UntilAsync(() => chat.Server.Count("hi there") == 1, "the first attempt");
        await Wait.UntilAsync(
            () =>
            {
                if (!sending.IsCompleted) chat.Time.Advance(TimeSpan.FromMilliseconds(500));
                return sending.IsCompleted;
            },
            "the message");
        Assert.True(chat.Time.GetElapsedTime(start) >= TimeSpan.FromSeconds(seconds));
        Assert.Equal(2, chat.Server.Count("hi there"));
    }

    private static HttpResponseMessage Busy(string retryAfter, string? date)
    {
        var answer = WidgetServer.Problem(HttpStatusCode.TooManyRequests, "too many");
        answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        if (date is not null) answer.Headers.TryAddWithoutValidation("Date", date);
        return answer;
    }
}
