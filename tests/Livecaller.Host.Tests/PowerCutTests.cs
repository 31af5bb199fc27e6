using System.Net.WebSockets;
using System.Text;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests;

public sealed class PowerCutTests
{
    [Fact]
    public async Task Every_acknowledged_message_survives_a_kill_in_the_middle_of_sending()
    {
        await using var host = await LivecallerProcess.StartHostAsync(
            [.. LivecallerProcess.Seed, "--Livecaller:Limits:MessagesPerMinute=100000"]);
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        var conversation = (string)(await visitor.PostAsync("v1/widget/conversations", new { }))["data"]!["id"]!;
        var acknowledged = new List<string>();

        var enough = new TaskCompletionSource();
        var sending = SendUntilTheServerIsGoneAsync();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await host.KillAsync();
        await sending;
        await host.RestartAsync();

        var events = (await visitor.GetAsync($"v1/widget/conversations/{conversation}/events?limit=500"))["data"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => (int)e!["sequence"]!));
        var stored = events.Where(e => (string?)e!["type"] == "conversation.message").Select(e => (string)e!["data"]!["id"]!).ToHashSet();
        Assert.Empty(acknowledged.Except(stored));

        async Task SendUntilTheServerIsGoneAsync()
        {
            try
            {
                while (true)
                {
                    var id = Guid.NewGuid().ToString();
                    await visitor.PostAsync($"v1/widget/conversations/{conversation}/messages", new { id, content = "still here" });
                    acknowledged.Add(id);
                    if (acknowledged.Count == 100) enough.SetResult();
                }
            }
            catch (HttpRequestException)
            {
                // The power is off.
            }
        }
    }

    [Fact]
    public async Task A_server_that_is_asked_to_end_tells_its_sockets_to_come_back()
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        var realtime = (await visitor.GetAsync("v1/widget"))["data"]!["realtime"]!;
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri($"ws://{host.Address.Authority}/app/{realtime["key"]}?protocol=7&client=test&version=1"),
            TestContext.Current.CancellationToken);
        Assert.Contains("connection_established", await ReceiveAsync(socket), StringComparison.Ordinal);

        var stopping = host.StopAsync();
        while (await ReceiveAsync(socket) is not null) { }

        Assert.Equal(4200, (int?)socket.CloseStatus);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        Assert.Equal(0, await stopping);
    }

    private static async Task<string?> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var received = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer.AsSpan(0, received.Count));
    }
}
