using System.Net;
using System.Text;
using Livecaller.Security.Tests.Support;

namespace Livecaller.Security.Tests.Dashboard;

/// <summary>A form that is much larger than any that a person fills in.</summary>
public sealed class LargeFormTests
{
    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string, Func<HttpContent>> Bodies => new()
    {
        { "a long value", static () => Text("password=" + new string('a', 5 * Megabyte)) },
        { "a long name", static () => Text(new string('a', 5 * Megabyte) + "=b") },
        { "many values", static () => Text(string.Concat(Enumerable.Repeat("a=b&", Megabyte))) },
        { "a part", static () => new MultipartFormDataContent { { new StringContent(new string('a', 5 * Megabyte)), "password" } } },
        { "a file", static () => new MultipartFormDataContent { { new ByteArrayContent(new byte[5 * Megabyte]), "password", "a.txt" } } },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task It_is_too_large_whatever_it_consists_of(string what, Func<HttpContent> body)
    {
        await using var server = await DashboardServer.StartAsync();
        using var browser = new OperatorBrowser(server);

        foreach (var isChunked in (bool[])[false, true])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/dashboard/login") { Content = body() };
            request.Headers.TransferEncodingChunked = isChunked;
            using var answer = await browser.SendAsync(request);

            Assert.True(answer.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{what}: {answer.StatusCode}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [InlineData("/dashboard/login", "multipart/form-data; boundary=a", "--a\r\nnonsense")]
    [InlineData("/dashboard/login", "multipart/form-data", "")]
    [InlineData("/dashboard/logout", "multipart/form-data; boundary=a", "--a\r\nnonsense")]
    public async Task One_that_cannot_be_read_is_a_bad_request(string path, string type, string text)
    {
        await using var server = await DashboardServer.StartAsync();
        using var browser = new OperatorBrowser(server);
        using var signedIn = await browser.SignInAsync();
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_form_of_a_channel_authorization_is_too_large_however_it_arrives()
    {
        await using var server = await DashboardServer.StartAsync();
        var visitor = await server.VisitorAsync();
        foreach (var isChunked in (bool[])[false, true])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/widget/broadcasting/auth")
            {
                Content = Text("socket_id=" + new string('a', 5 * Megabyte)),
            };
            request.Headers.TransferEncodingChunked = isChunked;

            using var answer = await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    private static StringContent Text(string text) => new(text, Encoding.ASCII, "application/x-www-form-urlencoded");
}
