using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Tests.Widgets;

public sealed class WidgetTests
{
    private static async Task<Answer> GetAsync(LivecallerServer server, string path, string? origin = null, string? tag = null, HttpMethod? method = null)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (tag is not null) request.Headers.Add("If-None-Match", tag);
        return await Answer.ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_configuration_is_cached_by_its_tag()
    {
        await using var server = await LivecallerServer.StartAsync();
        var first = await GetAsync(server, "/v1/widget?widget_id=shop");
        Assert.Equal(server.Address.Port, first.Data.GetProperty("realtime").GetProperty("port").GetInt32());
        var tag = first.Response.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(server, "/v1/widget?widget_id=shop", tag: tag)).Status);
        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { Name = "New" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/v1/widget?widget_id=shop", tag: tag)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server, "/v1/widget?widget_id=none")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GetAsync(server, "/v1/widget")).Status);
    }

    [Fact]
    public async Task Only_allowed_origins_may_call()
    {
        await using var server = await LivecallerServer.StartAsync();
        var allowed = await GetAsync(server, "/v1/widget?widget_id=shop", "https://shop.example");
        Assert.Equal("https://shop.example", allowed.Response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/v1/widget?widget_id=shop", server.Address.GetLeftPart(UriPartial.Authority))).Status);
        foreach (var origin in (string[])["https://evil.example", "https://shop.example.evil.example", "http://shop.example", "null"])
        {
            var refused = await GetAsync(server, "/v1/widget?widget_id=shop", origin);
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.False(refused.Response.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(server, "/v1/widget/conversations", origin, method: HttpMethod.Options)).Status);
        }
        var preflight = await GetAsync(server, "/v1/widget/conversations", "https://shop.example", method: HttpMethod.Options);
        Assert.Equal(HttpStatusCode.NoContent, preflight.Status);
        Assert.Contains("X-LC-Widget", preflight.Response.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_alone_names_the_widget()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var client = server.NewClient();
        var answer = await Answer.ReadAsync(await client.GetAsync("/v1/widget", TestContext.Current.CancellationToken));
        Assert.Equal("shop", answer.Data.GetProperty("id").GetString());
        Assert.Equal(answer.Response.Headers.ETag, (await GetAsync(server, "/v1/widget?widget_id=shop")).Response.Headers.ETag);
        using var unknown = server.NewClient(null, "none");
        Assert.Equal(HttpStatusCode.NotFound, (await Answer.ReadAsync(await unknown.GetAsync("/v1/widget", TestContext.Current.CancellationToken))).Status);
    }

    [Fact]
    public async Task A_cache_cannot_mix_up_hosts_and_origins()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var client = server.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/widget") { Headers = { Host = "chat.example" } };
        var elsewhere = await Answer.ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
        var here = await GetAsync(server, "/v1/widget?widget_id=shop");
        Assert.Equal("chat.example", elsewhere.Data.GetProperty("realtime").GetProperty("host").GetString());
        Assert.NotEqual(here.Response.Headers.ETag, elsewhere.Response.Headers.ETag);

        var tag = here.Response.Headers.ETag!.ToString();
        var unchanged = await GetAsync(server, "/v1/widget?widget_id=shop", "https://shop.example", tag);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.Status);
        Assert.Equal("https://shop.example", unchanged.Response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        foreach (var answer in (Answer[])[here, elsewhere, unchanged, await GetAsync(server, "/v1/widget?widget_id=shop", "https://evil.example")])
        {
            Assert.Contains("Origin", answer.Response.Headers.Vary);
            Assert.Contains("X-LC-Widget", answer.Response.Headers.Vary);
        }
    }

    [Fact]
    public async Task The_service_refuses_what_is_not_an_origin_and_rotates_the_secret()
    {
        await using var server = await LivecallerServer.StartAsync();
        var widgets = server.Get<IWidgetService>();
        var ct = TestContext.Current.CancellationToken;
        foreach (var origin in (string[])["*", "shop.example", "https://shop.example/path", "https://*.example"])
            Assert.Equal(422, (await widgets.UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { AllowedOrigins = [origin] }, ct)).Problem?.Status);
        Assert.Equal(LivecallerServer.Secret, (await widgets.ReadSecretAsync(OperatorCaller.Application, new("shop"), ct)).Value);
        var rotated = (await widgets.RotateSecretAsync(OperatorCaller.Application, new("shop"), new(), ct)).Value?.Secret;
        Assert.NotEqual(LivecallerServer.Secret, rotated);
        Assert.Equal(rotated, (await widgets.ReadSecretAsync(OperatorCaller.Application, new("shop"), ct)).Value);
        Assert.Equal(404, (await widgets.ReadSecretAsync(OperatorCaller.Application, new("none"), ct)).Problem?.Status);
    }
}
