using System.Net;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Http;

/// <summary>A widget's configuration is kept, and asked again when it may be another one.</summary>
public sealed class WidgetRefreshTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_asked_again_after_a_while_and_kept_before()
    {
        await using var chat = await Chat.StartAsync();
        var first = await chat.Client.GetWidgetAsync(_ct);

        chat.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Same(first, await chat.Client.RefreshWidgetAsync(_ct));
        chat.Time.Advance(TimeSpan.FromMinutes(2));
        var again = await Task.WhenAll(chat.Client.RefreshWidgetAsync(_ct), chat.Client.RefreshWidgetAsync(_ct), chat.Client.GetWidgetAsync(_ct));

        Assert.Equal(2, chat.Server.Count("/v1/widget?"));
        Assert.Single(again.Distinct());
        Assert.NotSame(first, again[0]);
    }

    [Fact]
    public async Task It_is_asked_again_as_soon_as_a_department_opens_or_closes()
    {
        await using var chat = await Chat.StartAsync();
        var now = chat.Time.GetUtcNow();
        chat.Server.Intercept = (request, _) => Task.FromResult<HttpResponseMessage?>(
            request.RequestUri!.AbsolutePath != "/v1/widget" ? null : WidgetServer.Answer(HttpStatusCode.OK, $$$"""
                {"data":{"id":"w1","name":"Shop","departments":[
                  {"id":"d1","display_name":"Sales","is_open":true,"next_close":"{{{now.AddMinutes(2):O}}}"},
                  {"id":"d2","display_name":"Help","is_open":false,"next_open":"{{{now.AddDays(1):O}}}"},
                  {"id":"d3","display_name":"Old","is_open":true,"next_close":"{{{now.AddDays(-1):O}}}"}],
                 "realtime":{"key":"k","host":"chat.test","port":80,"scheme":"ws","path":"","auth_endpoint":"http://chat.test/v1/widget/broadcasting/auth"} } }
                """));
        var widget = await chat.Client.GetWidgetAsync(_ct);
        Assert.Equal(now.AddMinutes(2), widget.NextChange(now));
        Assert.Equal(now.AddDays(1), widget.NextChange(now.AddMinutes(2)));
        Assert.Null(widget.NextChange(now.AddDays(2)));

        chat.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(widget, await chat.Client.RefreshWidgetAsync(_ct));
        chat.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotSame(widget, await chat.Client.RefreshWidgetAsync(_ct));
    }

    [Fact]
    public async Task Where_the_server_is_away_what_was_known_goes_on()
    {
        await using var chat = await Chat.StartAsync();
        var known = await chat.Client.GetWidgetAsync(_ct);
        chat.Time.Advance(TimeSpan.FromHours(1));
        chat.Server.Intercept = (_, _) => throw new HttpRequestException("away");

        Assert.Same(known, await chat.Client.RefreshWidgetAsync(_ct));
        Assert.Same(known, await chat.Client.GetWidgetAsync(_ct));
    }
}
