using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Livecaller.Connection;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests;

/// <summary>A server goes back to a backup, with a real client in front of it.</summary>
public sealed class EpochTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-epoch-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_restore_nothing_is_heard_twice_and_what_the_visitor_wrote_is_there_again(bool isRestarted)
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        var heard = new ConcurrentQueue<string>();
        var client = await CreateAsync(host, heard);
        try
        {
            var conversation = await client.OpenConversationAsync(Cancelled);
            await SendAsync(conversation, "Hello?");
            var id = conversation.Snapshot.Info!.Id;
            await SayAsync(host, id, "Kept");
            await UntilAsync(() => heard.Count == 1);
            var backup = Path.Combine(_folder, "backup.zip");
            Assert.Equal(0, (await host.RunCommandAsync("backup", backup)).ExitCode);
            await SayAsync(host, id, "Lost");
            await SendAsync(conversation, "Mine");
            await SendAsync(conversation, "Mine too");
            await UntilAsync(() => heard.Count == 2);

            if (isRestarted) await client.DisposeAsync();
            await host.StopAsync();
            Assert.Equal(0, (await host.RunCommandAsync("restore", backup, "--replace")).ExitCode);
            await host.RestartAsync();
            await SayAsync(host, id, "New");
            if (isRestarted) client = await CreateAsync(host, heard);
            if (isRestarted) conversation = await client.OpenConversationAsync(Cancelled);

            await UntilAsync(() => heard.Count == 3 && conversation.Snapshot.Messages.Count == 5
                && conversation.Snapshot.Messages.All(m => m.Status != MessageStatus.Pending));
            Assert.Equal(["Kept", "Lost", "New"], heard);
            Assert.Equal(["Hello?", "Kept", "New", "Mine", "Mine too"], conversation.Snapshot.Messages.Select(m => m.Payload.Content));
            await SayAsync(host, id, "Welcome back");
            await UntilAsync(() => heard.Count == 4);
        }
        finally
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_renewed_epoch_reaches_the_clients_of_a_server_that_runs()
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        var heard = new ConcurrentQueue<string>();
        await using var client = await CreateAsync(host, heard);
        var conversation = await client.OpenConversationAsync(Cancelled);
        await SendAsync(conversation, "Hello?");
        await SayAsync(host, conversation.Snapshot.Info!.Id, "Hi");
        await UntilAsync(() => heard.Count == 1 && client.ConnectionState == ConnectionState.Connected);
        var drops = 0;
        using var listening = client.Events.On<ConnectionStateChanged>(e => drops += e.State == ConnectionState.Unavailable ? 1 : 0);

        var (exitCode, output, _) = await host.RunCommandAsync("epoch", "renew");
        Assert.Equal(0, exitCode);
        Assert.Contains("15 seconds", output, StringComparison.Ordinal);
        await UntilAsync(() => drops > 0 && client.ConnectionState == ConnectionState.Connected);
        await SayAsync(host, conversation.Snapshot.Info!.Id, "Still here?");
        await UntilAsync(() => heard.Count == 2);

        Assert.Equal(["Hi", "Still here?"], heard);
        await UntilAsync(() => conversation.Snapshot.Messages.Count == 3);
    }

    private async Task<LivecallerClient> CreateAsync(LivecallerProcess host, ConcurrentQueue<string> heard)
    {
        var client = await LivecallerClient.CreateAsync(
            new()
            {
                WidgetId = new(LivecallerProcess.WidgetId),
                ServerUrl = host.Address,
                SessionStore = new FileSessionStore(Path.Combine(_folder, "session.json")),
            },
            Cancelled);
        client.Events.On<ConversationMessageReceived>(e => heard.Enqueue(e.Message.Content));
        return client;
    }

    private static async Task SendAsync(Conversation conversation, string text)
    {
        var message = await conversation.SendAsync(new() { Content = text }, Cancelled);
        Assert.Equal(MessageStatus.Sent, (await conversation.WaitUntilSentAsync(message.Id, Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled)).Status);
    }

    private static async Task SayAsync(LivecallerProcess host, Livecaller.Protocol.ConversationId conversation, string text)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var login = await http.PostAsJsonAsync(
            "v1/operator/auth/login", new { email = LivecallerProcess.OperatorEmail, password = LivecallerProcess.OperatorPassword }, Cancelled);
        var session = JsonNode.Parse(await login.Content.ReadAsStringAsync(Cancelled))!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["auth"]!["access_token"]!);
        using var said = await http.PostAsJsonAsync(
            $"v1/operator/conversations/{conversation}/messages", new { id = Guid.NewGuid().ToString(), content = text }, Cancelled);
        said.EnsureSuccessStatusCode();
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isTrue()) await timer.WaitForNextTickAsync(patience.Token);
    }
}
