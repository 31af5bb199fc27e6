using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests.Migration;

/// <summary>A server moves from SQLite to PostgreSQL, with a real client in front of it.</summary>
public sealed class MigrateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-migrate-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Visitors_and_operators_go_on_where_they_were()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        await using var before = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        var heard = new ConcurrentQueue<string>();
        using var visitor = await Api.LoginAsync(before.Address, LivecallerProcess.WidgetId);
        var attached = await UploadAsync(visitor, "The bill");
        string token;
        Protocol.ConversationId id;
        await using (var client = await CreateAsync(before, heard))
        {
            var conversation = await client.OpenConversationAsync(Cancelled);
            await SendAsync(conversation, "Where is my Tëapot?");
            id = conversation.Snapshot.Info!.Id;
            using var desk = await SignInAsync(before.Address);
            token = desk.DefaultRequestHeaders.Authorization!.Parameter!;
            await SayAsync(desk, id, "On its way");
            await UntilAsync(() => heard.Count == 1);
            (await desk.PutAsJsonAsync($"v1/operator/conversations/{id}/tags", new { tags = (string[])["parcel"] }, Cancelled)).EnsureSuccessStatusCode();
        }

        // While the client is away.
        using (var desk = await SignInAsync(before.Address)) await SayAsync(desk, id, "It has arrived");
        var refused = await before.RunCommandAsync(["migrate", "--to", "postgres", "--connection", database.ConnectionString]);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("is in use by another Livecaller server", Assert.Single(refused.Complaints.Trim().Split('\n')), StringComparison.Ordinal);
        await before.StopAsync();

        // With the settings of the server that comes next.
        var (exitCode, output, complaints) = await before.RunCommandAsync(["migrate", "--to", "postgres", .. database.Settings]);

        Assert.Equal((0, ""), (exitCode, complaints));
        Assert.Contains("The SQLite database is unchanged.", output, StringComparison.Ordinal);
        await using var after = await LivecallerProcess.StartHostAsync(
            [$"--urls={before.Address.GetLeftPart(UriPartial.Authority)}", $"--Livecaller:DataDirectory={before.DataDirectory}", .. database.Settings]);
        Assert.Empty(after.Complaints);

        // The client hears only what is new, and appends to the same log.
        await using (var client = await CreateAsync(after, heard))
        {
            var conversation = await client.OpenConversationAsync(Cancelled);
            await UntilAsync(() => heard.Count == 2);
            await SendAsync(conversation, "Thank you");
            using var desk = await SignInAsync(after.Address);
            await SayAsync(desk, id, "You're welcome");
            await UntilAsync(() => heard.Count == 3 && conversation.Snapshot.Messages.Count == 5);
            Assert.Equal(["On its way", "It has arrived", "You're welcome"], heard);
            Assert.Equal(["Where is my Tëapot?", "On its way", "It has arrived", "Thank you", "You're welcome"], conversation.Snapshot.Messages.Select(m => m.Payload.Content));
        }

        // The session of the operator from before is still open.
        using var old = new HttpClient { BaseAddress = after.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        var inbox = JsonNode.Parse(await old.GetStringAsync("v1/operator/conversations?q=teapot&tag=parcel", Cancelled))!["data"]!.AsArray();
        Assert.Equal(id.Value, (string?)Assert.Single(inbox)!["id"]);
        var events = JsonNode.Parse(await old.GetStringAsync($"v1/operator/conversations/{id}/events?after=0", Cancelled))!["data"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => (long)e!["sequence"]!));
        Assert.Equal("The bill", await visitor.Http.GetStringAsync(attached, Cancelled));
        var again = await visitor.GetAsync("v1/widget/conversations");
        Assert.Empty(again["data"]!.AsArray());
    }

    [Fact]
    public async Task A_migration_that_is_killed_again_and_again_is_complete_in_the_end()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        await host.StopAsync();
        Assert.Equal(0, (await host.RunCommandAsync("seed", "--conversations", "50", "--messages", "15000")).ExitCode);
        string[] arguments = ["migrate", "--to", "postgres", "--connection", database.ConnectionString];
        const string StartedSql = """SELECT to_regclass('"MigrationProgress"') IS NOT NULL""";
        const string RowsSql = """SELECT count(*) FROM "MigrationProgress" WHERE "Name" IN ('table/Events', 'table/Messages')""";

        await host.KillCommandAsync(arguments, async () => await database.ScalarAsync(StartedSql) is true);
        await host.KillCommandAsync(arguments, async () => await database.ScalarAsync("""SELECT to_regclass('"Widgets"') IS NOT NULL""") is true);
        await host.KillCommandAsync(arguments, async () => await database.ScalarAsync(RowsSql) is > 0L);
        await host.KillCommandAsync(arguments, async () => await database.ScalarAsync(RowsSql) is > 1L);
        await host.KillCommandAsync(arguments, async () => await database.ScalarAsync("""SELECT to_regclass('"IX_Conversations_Rated"') IS NOT NULL""") is true);
        var (started, complaints) = await LivecallerProcess.FailToStartHostAsync(database.Settings);
        Assert.Equal(1, started);
        Assert.Contains("has not finished", Assert.Single(complaints), StringComparison.Ordinal);

        var (exitCode, output, _) = await host.RunCommandAsync(arguments);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("A migration that was interrupted is continued.", output.TrimStart(), StringComparison.Ordinal);
        Assert.Equal(15_000L, await database.ScalarAsync("""SELECT count(*) FROM "Messages" """));
        Assert.Equal(50L, await database.ScalarAsync("""SELECT count(*) FROM "Conversations" c WHERE "LastSequence" = (SELECT count(*) FROM "Events" e WHERE e."ConversationId" = c."Id")"""));
        await using var after = await LivecallerProcess.StartHostAsync([$"--Livecaller:DataDirectory={host.DataDirectory}", .. database.Settings]);
        using var visitor = await Api.LoginAsync(after.Address, LivecallerProcess.WidgetId);
    }

    [Theory]
    [InlineData("migrate", "--to")]
    [InlineData("migrate --to mysql", "postgres")]
    [InlineData("migrate --to postgres", "use --connection")]
    [InlineData("migrate --to postgres --connection Host=127.0.0.1;Port=1;Username=nobody", "The database cannot be opened")]
    public async Task What_cannot_be_done_is_refused(string line, string named)
    {
        await using var host = await LivecallerProcess.StartHostAsync(LivecallerProcess.Seed);
        await host.StopAsync();

        var (exitCode, output, complaints) = await host.RunCommandAsync(line.Split(' '));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(named, complaints, StringComparison.Ordinal);
    }

    private static async Task<string> UploadAsync(Api visitor, string content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(content, System.Text.Encoding.UTF8, "text/plain"), "file", "bill.txt" } };
        using var answer = await visitor.Http.PostAsync("v1/widget/attachments", form, Cancelled);
        answer.EnsureSuccessStatusCode();
        return new Uri((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!["data"]!["url"]!).PathAndQuery;
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

    private static async Task<HttpClient> SignInAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        using var login = await http.PostAsJsonAsync("v1/operator/auth/login", new { email = LivecallerProcess.OperatorEmail, password = LivecallerProcess.OperatorPassword }, Cancelled);
        login.EnsureSuccessStatusCode();
        var session = JsonNode.Parse(await login.Content.ReadAsStringAsync(Cancelled))!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["auth"]!["access_token"]!);
        return http;
    }

    private static async Task SendAsync(Conversation conversation, string text)
    {
        var message = await conversation.SendAsync(new() { Content = text }, Cancelled);
        Assert.Equal(MessageStatus.Sent, (await conversation.WaitUntilSentAsync(message.Id, Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled)).Status);
    }

    private static async Task SayAsync(HttpClient desk, Protocol.ConversationId conversation, string text) =>
        (await desk.PostAsJsonAsync($"v1/operator/conversations/{conversation}/messages", new { id = Guid.NewGuid().ToString(), content = text }, Cancelled)).EnsureSuccessStatusCode();

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isTrue()) await timer.WaitForNextTickAsync(patience.Token);
    }
}
