using System.Net;
using System.Net.Http.Json;
using System.Text;
using Livecaller.Protocol;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Blocks;

/// <summary>Visitors and addresses that operators have blocked.</summary>
public sealed class BlockTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blocked_visitor_is_refused_everything_loses_the_socket_and_can_write_again_after_the_end()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor, other) = (await server.OperatorAsync(), await server.VisitorAsync(Jwt.For("u1", "Ada")), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, "private-visitor." + visitor.Id);

        var block = await olga.PostAsync($"/visitors/{visitor.Id}/block", new { reason = "Insults" });

        Assert.Equal((HttpStatusCode.Created, "Insults", "Ada"), (block.Status, block.Data.GetProperty("reason").GetString(), block.Data.GetProperty("visitor").GetProperty("name").GetString()));
        Assert.Equal(4009, await socket.ReadCloseAsync());
        AssertBlocked(await visitor.GetAsync("/conversations"));
        AssertBlocked(await visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Hi" }));
        AssertBlocked(await visitor.UploadAsync("notes.txt", Encoding.UTF8.GetBytes("some notes")));
        AssertBlocked(await visitor.GetAsync("/auth/visitor"));
        AssertBlocked(await visitor.PostAsync("/broadcasting/auth", new { socket_id = "1.1", channel_name = "private-visitor." + visitor.Id }));
        using (var client = server.NewClient()) AssertBlocked(await Answer.ReadAsync(await client.PostAsJsonAsync("/v1/widget/auth/login", new { jwt_token = Jwt.For("u1") }, _ct)));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/conversations")).Status);
        Assert.Equal("Insults", (await olga.GetAsync($"/visitors/{visitor.Id}")).Data.GetProperty("block").GetProperty("reason").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await olga.DeleteAsync($"/visitors/{visitor.Id}/block")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/conversations")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.DeleteAsync($"/visitors/{visitor.Id}/block")).Status);
    }

    [Fact]
    public async Task A_blocked_network_is_refused_before_the_login_and_only_for_visitors()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, "private-visitor." + visitor.Id);

        var block = await olga.PostAsync("/blocks", new { address = "127.0.0.77/24" });

        Assert.Equal("127.0.0.0/24", block.Data.GetProperty("address").GetString());
        Assert.Equal(4009, await socket.ReadCloseAsync());
        AssertBlocked(await visitor.GetAsync("/conversations"));
        using (var client = server.NewClient())
        {
            AssertBlocked(await Answer.ReadAsync(await client.GetAsync("/v1/widget", _ct)));
            AssertBlocked(await Answer.ReadAsync(await client.PostAsJsonAsync("/v1/widget/auth/login", new { }, _ct)));
        }

        Assert.Equal(HttpStatusCode.OK, (await olga.GetAsync("/conversations")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await olga.DeleteAsync($"/blocks/{block.Data.GetProperty("id").GetString()}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/conversations")).Status);
    }

    [Fact]
    public async Task A_block_ends_at_its_time_by_itself()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await LivecallerServer.StartAtAsync(time);
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        await olga.PostAsync($"/visitors/{visitor.Id}/block", new { until = time.GetUtcNow().AddHours(1) });
        await olga.PostAsync("/blocks", new { address = "192.0.2.1", until = time.GetUtcNow().AddHours(2) });

        time.Advance(TimeSpan.FromMinutes(59));
        AssertBlocked(await visitor.GetAsync("/conversations"));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/conversations")).Status);
        Assert.Equal(["192.0.2.1"], (await olga.GetAsync("/blocks")).Data.EnumerateArray().Select(b => b.GetProperty("address").GetString()));
    }

    [Fact]
    public async Task Blocking_again_changes_end_and_reason_and_the_audit_log_has_every_step()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var first = await olga.PostAsync($"/visitors/{visitor.Id}/block");
        var second = await olga.PostAsync($"/visitors/{visitor.Id}/block", new { reason = "More" });

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(first.Data.GetProperty("id").GetString(), second.Data.GetProperty("id").GetString());
        await olga.DeleteAsync($"/blocks/{first.Data.GetProperty("id").GetString()}");
        await olga.PostAsync("/blocks", new { address = "2001:db8::/32" });
        Assert.Equal(["address.blocked", "visitor.unblocked", "visitor.blocked", "visitor.blocked"],
            (await olga.GetAsync("/audit-log")).Data.EnumerateArray().Select(e => e.GetProperty("action").GetString()));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData(" 192.0.2.130/25 ", "192.0.2.128/25")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("2001:db8:1:2:3::/64", "2001:db8:1:2::/64")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.0/24")]
    public async Task An_address_is_stored_as_its_network(string given, string stored)
    {
        await using var server = await LivecallerServer.StartAsync();
        Assert.Equal(stored, (await (await server.OperatorAsync()).PostAsync("/blocks", new { address = given })).Data.GetProperty("address").GetString());
    }

    [Fact]
    public async Task What_is_no_address_or_over_already_is_refused_and_stores_nothing()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        foreach (var wrong in (string[])["", "example.com", "1", "192.0.2", "192.0.2.256", "192.0.2.01", "0x7f.0.0.1", "192.0.2.1/33", "192.0.2.1/-1", "192.0.2.1/", "192.0.2.1/24/1", "192.0.2.1/+8",
            "0.0.0.0/0", "10.0.0.0/7", "::/0", "2001:db8::/129", "fe80::1%eth0", "fe80::1%3", "[::1]", "::1]:80", "<b>1.2.3.4</b>", "\u202E1.2.3.4", new string('1', 500)])
        {
            Assert.NotEmpty((await olga.PostAsync("/blocks", new { address = wrong })).Error("address"));
        }

        Assert.NotEmpty((await olga.PostAsync("/blocks", new { })).Error("address"));
        Assert.NotEmpty((await olga.PostAsync("/blocks", new { address = "192.0.2.1", until = "2020-01-01T00:00:00Z" })).Error("until"));
        Assert.NotEmpty((await olga.PostAsync("/blocks", new { address = "192.0.2.1", reason = new string('r', 501) })).Error("reason"));
        Assert.NotEmpty((await olga.PostAsync($"/visitors/{visitor.Id}/block", new { until = "2020-01-01T00:00:00Z" })).Error("until"));
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync($"/visitors/{Caller.NewId()}/block")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.DeleteAsync($"/blocks/{Caller.NewId()}")).Status);
        Assert.Empty((await olga.GetAsync("/blocks")).Data.EnumerateArray());
        Assert.Empty((await olga.GetAsync("/audit-log")).Data.EnumerateArray());
    }

    private static void AssertBlocked(Answer answer) =>
        Assert.Equal((HttpStatusCode.Forbidden, Problem.Blocked), (answer.Status, answer.Body.GetProperty("type").GetString()));
}
