using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Tests.Support;

namespace Livecaller.Realtime.Tests.Apps;

public sealed class OriginTests
{
    private const string Address = $"/app/{PusherHost.Key}{PusherHost.Protocol}";

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("HTTPS://Shop.example")]
    [InlineData("https://a.b.shop.example")]
    [InlineData("http://localhost:8080")]
    [InlineData(null)]
    public async Task A_page_of_an_allowed_origin_and_a_client_without_one_connect(string? origin)
    {
        await using var host = await PusherHost.StartAsync(Allow);
        using var client = await host.OpenAsync(Address, origin);

        await client.ExpectWelcomeAsync();
    }

    [Theory]
    [InlineData("https://other.example")]
    [InlineData("http://shop.example")]
    [InlineData("https://shop.example:8443")]
    [InlineData("https://shop.example.evil.example")]
    [InlineData("https://evilshop.example")]
    [InlineData("http://localhost")]
    [InlineData("null")]
    [InlineData("https://.shop.example.")]
    public async Task A_page_of_another_origin_reads_that_it_is_not_allowed(string origin)
    {
        await using var host = await PusherHost.StartAsync(Allow);
        using var client = await host.OpenAsync(Address, origin);

        await client.ExpectErrorAndCloseAsync(4009);
    }

    [Fact]
    public async Task Without_a_list_every_page_connects()
    {
        await using var host = await PusherHost.StartAsync();
        using var client = await host.OpenAsync(Address, "https://any.example");

        await client.ExpectWelcomeAsync();
    }

    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("https://shop.example:444", true)]
    [InlineData("https://*.shop.example", true)]
    [InlineData("https://xn--mller-kva.example", true)]
    [InlineData("https://shop.example:443", false)]
    [InlineData("https://shop.example/", false)]
    [InlineData("https://müller.example", false)]
    [InlineData("https://shop.*.example", false)]
    [InlineData("shop.example", false)]
    [InlineData("*", false)]
    [InlineData("", false)]
    public void An_origin_is_written_as_browsers_send_it(string pattern, bool isValid) =>
        Assert.Equal(isValid, OriginPattern.IsValid(pattern));

    private static void Allow(PusherOptions options)
    {
        foreach (var origin in (string[])["https://shop.example", "https://*.shop.example", "http://localhost:8080"])
            options.AllowedOrigins.Add(origin);
    }
}
