using System.Diagnostics;
using System.Globalization;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Clients;

/// <summary>What an idle client weighs: one alone, and very many of them in one process, each with a real socket to a real server.</summary>
internal sealed class ClientsBench : IBench
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    public string Name => "clients";

    public string Description => "memory and threads of idle clients; arguments: [clients=1000]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var count = Rounds.Argument(arguments, 0, 1000);
        await using var host = await HostProcess.StartAsync();
        // The first client of a process brings the library itself with it: its code, its JSON, its sockets.
        await using (var first = await LivecallerClient.CreateAsync(Options(host))) await ConverseAsync(first);
        var empty = await Weight.TakeAsync();

        await using (var alone = await LivecallerClient.CreateAsync(Options(host)))
        {
            await ConverseAsync(alone);
            var weight = await Weight.TakeAsync();
            Print("one client alone, with a conversation", weight, empty, 1);
        }

        List<LivecallerClient> clients = [];
        empty = await Weight.TakeAsync();
        Console.WriteLine($"before the clients: {empty}");
        for (var i = 0; i < count; i++) clients.Add(await LivecallerClient.CreateAsync(Options(host)));
        Print("created", await Weight.TakeAsync(), empty, count);
        await EachAsync(clients, async client => await client.UserLoginAsync(
            Chaos.IdentityTokens.Fresh($"idle{clients.IndexOf(client).ToString(CultureInfo.InvariantCulture)}")));
        Print("signed in", await Weight.TakeAsync(), empty, count);
        await EachAsync(clients, ConnectAsync);
        Print("with a socket", await Weight.TakeAsync(), empty, count);
        await EachAsync(clients, ConverseAsync);
        var full = await Weight.TakeAsync();
        Print("with a conversation", full, empty, count);
        Console.WriteLine($"with all clients:   {full}");
        await EachAsync(clients, async client => await client.DisposeAsync());
        clients.Clear();
        Console.WriteLine($"after they ended:   {await Weight.TakeAsync()}");
        return 0;
    }

    private static LivecallerOptions Options(HostProcess host) =>
        new() { WidgetId = new(HostProcess.WidgetId), ServerUrl = host.Address, SessionStore = new MemorySessionStore() };

    private static async Task ConnectAsync(LivecallerClient client)
    {
        await client.StartBackgroundEventsAsync();
        await UntilAsync(() => client.ConnectionState == ConnectionState.Connected);
    }

    private static async Task ConverseAsync(LivecallerClient client)
    {
        var conversation = await client.OpenConversationAsync();
        await conversation.SendAsync(new() { Content = "Is anybody there?" });
        await UntilAsync(() => client.ConnectionState == ConnectionState.Connected && conversation.Snapshot.Messages is [{ Payload.Sequence: > 0 }]);
    }

    private static Task EachAsync(List<LivecallerClient> clients, Func<LivecallerClient, Task> work) =>
        Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (client, _) => await work(client));

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!holds()) await Task.Delay(Glance, TimeProvider.System, late.Token);
    }

    private static void Print(string what, Weight weight, Weight empty, int count) => Console.WriteLine(
        $"{what,-40} {(weight.Managed - empty.Managed) / count,10:N0} B managed {(weight.Private - empty.Private) / count,10:N0} B private   each;"
        + $" {weight.Threads} threads, {weight.Timers} timers");
}

/// <summary>What the process weighs, once everything is idle and collected.</summary>
internal readonly record struct Weight(long Managed, long Private, int Threads, long Timers)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    public static async Task<Weight> TakeAsync()
    {
        await Task.Delay(Rest, TimeProvider.System);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new(GC.GetTotalMemory(forceFullCollection: true), Anonymous(), process.Threads.Count, Timer.ActiveCount);
    }

    public override string ToString() => $"{Managed:N0} B managed, {Private:N0} B private, {Threads} threads, {Timers} timers";

    // Process.PrivateMemorySize64 counts what is reserved too; what is really there and nobody else's is told here.
    private static long Anonymous() => File.ReadLines("/proc/self/smaps_rollup")
        .Where(line => line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
}
