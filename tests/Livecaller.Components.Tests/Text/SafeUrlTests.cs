using Livecaller.Shared;

namespace Livecaller.Components.Tests.Text;

public sealed class SafeUrlTests
{
    private static readonly Uri Server = new("https://chat.example/");

    [Theory]
    [InlineData('\\', "")]
    [InlineData('/', "")]
    [InlineData('\\', "file:")]
    [InlineData('/', "file:")]
    public void Network_path_with_a_direction_mark_is_no_address(char separator, string scheme)
    {
        // Uri.TryCreate throws for these.
        var url = scheme + new string(separator, 13) + "\u202E" + new string(separator, 140);

        Assert.Null(SafeUrl.Resolve(url, null));
        Assert.Null(SafeUrl.Resolve(url, Server));
    }

    [Theory]
    [InlineData("/v1/attachments/1?a=b", "https://chat.example/v1/attachments/1?a=b")]
    [InlineData("https://files.example/1", "https://files.example/1")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("", null)]
    public void Web_addresses_are_resolved_and_others_refused(string url, string? expected) => Assert.Equal(expected, SafeUrl.Resolve(url, Server));

    [Theory]
    [InlineData("https://shop.example/chat")]
    [InlineData("https://shop.example/chat/")]
    public void Paths_of_the_api_begin_after_the_servers_path(string server) =>
        Assert.Equal("https://shop.example/chat/v1/attachments/1?a=b", SafeUrl.Resolve("/v1/attachments/1?a=b", new Uri(server)));
}
