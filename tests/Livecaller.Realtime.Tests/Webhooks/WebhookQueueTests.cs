using Livecaller.Realtime.Webhooks;

namespace Livecaller.Realtime.Tests.Webhooks;

public sealed class WebhookQueueTests
{
    [Fact]
    public void The_oldest_events_make_room_for_new_ones()
    {
        using var queue = new WebhookQueue(maxCount: 3, maxBytes: 1_000_000);

        for (var i = 0; i < 10; i++) queue.Add(WebhookEvent.Of("channel_occupied", $"news-{i}"));

        Assert.Equal(7, queue.TakeDropped());
        Assert.Equal(["news-7", "news-8", "news-9"], queue.Take(10).Select(e => e.Channel));
        Assert.Equal(0, queue.TakeDropped());
    }

    [Fact]
    public void Large_events_are_bounded_by_their_bytes_and_a_single_one_always_fits()
    {
        using var queue = new WebhookQueue(maxCount: 1000, maxBytes: 25_000);
        WebhookEvent Large(int number) => WebhookEvent.Of("client_event", $"{number}", writer => writer.WriteString("data", new string('x', 10_000)));

        for (var i = 0; i < 100; i++) queue.Add(Large(i));
        Assert.Equal(["98", "99"], queue.Take(1000).Select(e => e.Channel));

        queue.Add(WebhookEvent.Of("client_event", "huge", writer => writer.WriteString("data", new string('x', 100_000))));
        Assert.Equal(["huge"], queue.Take(1).Select(e => e.Channel));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:808:808::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b:1::a00:1", false)]
    [InlineData("2002:7f00:1::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void An_address_is_public_or_not(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.Is(System.Net.IPAddress.Parse(address)));
}
