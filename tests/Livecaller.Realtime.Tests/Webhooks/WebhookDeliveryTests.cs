using System.Collections.Concurrent;
using Livecaller.Realtime.Tests.Support;
using Livecaller.Realtime.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Realtime.Tests.Webhooks;

/// <summary>Receivers that are slow, broken, or not where they should be.</summary>
public sealed class WebhookDeliveryTests
{
    private const string Occupied = """{"name":"channel_occupied","channel":"news"}""";

    [Fact]
    public async Task Events_of_the_same_moment_are_one_request_up_to_the_limit()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookTests.StartAsync(receiver, o => o.Webhooks.MaxBatchEvents = 4);
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 6; i++) await client.SubscribeAsync("news-" + i);
        await host.UntilAsync(() => receiver.Events.Count == 6);

        Assert.Equal([4, 2], receiver.Requests.Select(r => r.Events.Count()));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => $$"""{"name":"channel_occupied","channel":"news-{{i}}"}"""), receiver.Events);
    }

    [Fact]
    public async Task A_request_that_fails_is_repeated_unchanged_after_growing_pauses()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookTests.StartAsync(receiver);
        using var client = await host.ConnectAsync();
        ConcurrentQueue<DateTimeOffset> times = [];
        receiver.Answer = context =>
        {
            times.Enqueue(host.Time.GetUtcNow());
            context.Response.StatusCode = receiver.Requests.Count < 5 ? 500 : 204;
            return Task.CompletedTask;
        };

        await client.SubscribeAsync("news");
        await host.UntilAsync(() => receiver.Requests.Count == 5);

        Assert.All(receiver.Requests, request => Assert.Equal(receiver.Requests.First().Body, request.Body));
        var pauses = times.Zip(times.Skip(1), (one, next) => next - one).ToList();
        Assert.Equal(4, pauses.Count);
        for (var i = 0; i < pauses.Count; i++) Assert.InRange(pauses[i], TimeSpan.FromSeconds(1 << i), TimeSpan.FromSeconds((1 << i) + 30));
        await client.SubscribeAsync("later");
        await host.UntilAsync(() => receiver.Requests.Count == 6);
        Assert.Equal("""{"name":"channel_occupied","channel":"later"}""", receiver.Events[^1]);
    }

    [Fact]
    public async Task A_receiver_that_answers_500_for_a_day_costs_bounded_memory_and_does_not_delay_the_others()
    {
        await using var broken = await WebhookReceiver.StartAsync();
        await using var healthy = await WebhookReceiver.StartAsync();
        await using var host = await WebhookTests.StartAsync(broken, o =>
        {
            o.Webhooks.MaxQueuedEvents = 10;
            o.Webhooks.MaxBatchEvents = 5;
            o.Webhooks.DebounceTime = TimeSpan.Zero;
            o.Webhooks.Endpoints.Add(new PusherWebhook { Url = healthy.Url });
        });
        broken.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        using var client = await host.ConnectAsync();

        for (var i = 0; i < 30; i++)
        {
            await client.SubscribeAsync("news");
            await client.LeaveAsync("news");
            await host.UntilAsync(() => healthy.Events.Count >= 2 * (i + 1));
        }

        var (sender, day) = (host.Senders[0], TimeSpan.FromHours(24));
        await host.UntilAsync(() => broken.Requests.Count > 1);
        for (var start = host.Time.GetUtcNow(); host.Time.GetUtcNow() - start < day; host.Time.Advance(TimeSpan.FromMinutes(30))) await Task.Yield();
        await Eventually.IsTrueAsync(() =>
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            return sender.Dropped == 60;
        });

        Assert.Equal(60, healthy.Events.Count);
        Assert.Equal(0, host.Senders[1].Dropped);
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_given_up_after_the_timeout()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookTests.StartAsync(receiver, o => o.Webhooks.Timeout = TimeSpan.FromSeconds(10));
        using var client = await host.ConnectAsync();
        var aborted = 0;
        receiver.Answer = async context =>
        {
            if (receiver.Requests.Count > 1) return;
            var hangUp = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(() => hangUp.SetResult());
            await hangUp.Task;
            Interlocked.Increment(ref aborted);
        };

        await client.SubscribeAsync("news");
        await host.UntilAsync(() => receiver.Requests.Count == 2);

        await Eventually.IsTrueAsync(() => Volatile.Read(ref aborted) == 1);
        Assert.Equal([Occupied, Occupied], receiver.Events);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_counts_as_a_failure()
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookTests.StartAsync(receiver, o => o.Webhooks.RetryFor = TimeSpan.Zero);
        using var client = await host.ConnectAsync();
        receiver.Answer = context =>
        {
            context.Response.Redirect(elsewhere.Url.AbsoluteUri, permanent: true, preserveMethod: true);
            return Task.CompletedTask;
        };

        await client.SubscribeAsync("news");
        await host.UntilAsync(() => host.Senders[0].Dropped == 1);

        Assert.Single(receiver.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("0x7f000001")]
    public async Task An_address_of_this_machine_is_refused_whatever_its_name_is(string name)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookTests.StartAsync(receiver, o =>
        {
            o.Webhooks.Endpoints[0].Url = new Uri($"http://{name}:{receiver.Port}/");
            o.Webhooks.AllowPrivateAddresses = false;
            o.Webhooks.RetryFor = TimeSpan.Zero;
        });
        using var client = await host.ConnectAsync();

        await client.SubscribeAsync("news");
        await host.UntilAsync(() => host.Senders[0].Dropped == 1);

        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Nobody_listens_at_the_address()
    {
        var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookTests.StartAsync(receiver, o => o.Webhooks.RetryFor = TimeSpan.FromSeconds(5));
        await receiver.DisposeAsync();
        using var client = await host.ConnectAsync();

        await client.SubscribeAsync("news");

        await host.UntilAsync(() => host.Senders[0].Dropped == 1);
    }

    [Fact]
    public async Task What_waits_when_the_host_stops_is_counted_as_dropped_and_does_not_delay_the_stop()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookTests.StartAsync(receiver);
        var sender = host.Senders[0];
        sender.Send(WebhookEvent.Of("channel_occupied", "news"));

        await host.StopAsync();

        Assert.Equal(1, sender.Dropped);
        Assert.Empty(receiver.Requests);
    }
}
