using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Attachments;

public sealed class AttachmentLinkTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_link_expires_and_the_message_then_has_a_fresh_one()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        using var anybody = new HttpClient();
        var visitor = await server.VisitorAsync();
        var path = $"/conversations/{await visitor.StartAsync()}";
        var id = (await visitor.UploadAsync("a.txt", "0123456789"u8.ToArray())).Data.GetProperty("id").GetString();
        var sent = await visitor.PostAsync(path + "/messages", new { id = Caller.NewId(), attachments = new[] { id } });
        var url = sent.Data.GetProperty("attachments")[0].GetProperty("url").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(url, TestContext.Current.CancellationToken)).StatusCode);

        _time.Advance(TimeSpan.FromHours(2));
        var expired = await Answer.ReadAsync(await anybody.GetAsync(url, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Forbidden, expired.Status);
        var message = (await visitor.GetAsync(path + "/messages")).Data.EnumerateArray().Last();
        var logged = (await visitor.GetAsync(path + "/events")).Data.EnumerateArray().Last().GetProperty("data");
        foreach (var fresh in (string[])[LinkOf(message), LinkOf(logged)])
            Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(fresh, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_link_is_good_for_one_attachment_and_one_time()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var anybody = new HttpClient();
        var visitor = await server.VisitorAsync();
        var first = new Uri((await visitor.UploadAsync("a.txt", "a"u8.ToArray())).Data.GetProperty("url").GetString()!);
        var second = new Uri((await visitor.UploadAsync("b.txt", "b"u8.ToArray())).Data.GetProperty("url").GetString()!);
        foreach (var forged in (string[])[
            second.GetLeftPart(UriPartial.Path) + first.Query,
            first.GetLeftPart(UriPartial.Path),
            first.ToString().Replace("expires=", "expires=9", StringComparison.Ordinal)])
            Assert.Equal(HttpStatusCode.Forbidden, (await Answer.ReadAsync(await anybody.GetAsync(forged, TestContext.Current.CancellationToken))).Status);
    }

    [Fact]
    public async Task A_part_of_a_file_can_be_asked_for()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var anybody = new HttpClient();
        var url = (await (await server.VisitorAsync()).UploadAsync("a.txt", "0123456789"u8.ToArray())).Data.GetProperty("url").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(3, 5) } };
        var part = await anybody.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("345", Encoding.UTF8.GetString(await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("bytes 3-5/10", part.Content.Headers.ContentRange?.ToString());
        using var beyond = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(10, 20) } };
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await anybody.SendAsync(beyond, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static string LinkOf(System.Text.Json.JsonElement message) => message.GetProperty("attachments")[0].GetProperty("url").GetString()!;
}
