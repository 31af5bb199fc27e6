using System.Diagnostics;
using System.Globalization;
using Livecaller.Bench.Hosting;

namespace Livecaller.Bench.Clients;

/// <summary>Measures the memory of idle clients: a single one, and many in one process, each with a real socket to a real server.</summary>
internal sealed class ClientsBench : IBench
{
    private const int MaxParallelism = 16;
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public string Name => "clients";

    public string Description => "memory and threads of idle clients; arguments: [clients=1000]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var count = Rounds.Argument(arguments, 0, 1000);
        await using var host = await HostProcess.StartAsync();
        // The first client of a process also loads the library: code, JSON metadata, sockets.
        await using (var first = await LivecallerClient.CreateAsync(Options(host))) await StartConversationAsync(first);
        var empty = await MemoryUsage.TakeAsync();

        await using (var alone = await LivecallerClient.CreateAsync(Options(host)))
        {
            await StartConversationAsync(alone);
            var usage = await MemoryUsage.TakeAsync();
            Print("single client, with a conversation", usage, empty, 1);
        }

        List<LivecallerClient> clients = [];
        empty = await MemoryUsage.TakeAsync();
        Console.WriteLine($"before the clients: {empty}");
        for (var i = 0; i < count; i++) clients.Add(await LivecallerClient.CreateAsync(Options(host)));
        Print("created", await MemoryUsage.TakeAsync(), empty, count);
        await ForEachClientAsync(clients, async client => await client.UserLoginAsync(
            Chaos.IdentityTokens.Fresh($"idle{clients.IndexOf(client).ToString(CultureInfo.InvariantCulture)}")));
        Print("signed in", await MemoryUsage.TakeAsync(), empty, count);
        await ForEachClientAsync(clients, ConnectAsync);
        Print("with a socket", await MemoryUsage.TakeAsync(), empty, count);
        await ForEachClientAsync(clients, StartConversationAsync);
        var full = await MemoryUsage.TakeAsync();
        Print("with a conversation", full, empty, count);
        Console.WriteLine($"with all clients:   {full}");
        await ForEachClientAsync(clients, async client => await client.DisposeAsync());
        clients.Clear();
        Console.WriteLine($"after disposal:     {await MemoryUsage.TakeAsync()}");
        return 0;
    }

    private static LivecallerOptions Options(HostProcess host) =>
        new() { WidgetId = new(HostProcess.WidgetId), ServerUrl = host.Address, SessionStore = new MemorySessionStore() };

    private static async Task ConnectAsync(LivecallerClient client)
    {
        await client.StartBackgroundEventsAsync();
        await UntilAsync(() => client.ConnectionState == ConnectionState.Connected);
    }

    private static async Task StartConversationAsync(LivecallerClient client)
    {
        var conversation = await client.OpenConversationAsync();
        await conversation.SendAsync(new() { Content = "Is anybody there?" });
        await UntilAsync(() => client.ConnectionState == ConnectionState.Connected && conversation.Snapshot.Messages is [{ Payload.Sequence: > 0 }]);
    }

    private static Task ForEachClientAsync(List<LivecallerClient> clients, Func<LivecallerClient, Task> work) =>
        Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = MaxParallelism }, async (client, _) => await work(client));

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(WaitTimeout);
        while (!holds()) await Task.Delay(PollInterval, TimeProvider.System, late.Token);
    }

    private static void Print(string what, MemoryUsage usage, MemoryUsage empty, int count) => Console.WriteLine(
        $"{what,-40} {(usage.Managed - empty.Managed) / count,10:N0} B managed {(usage.Private - empty.Private) / count,10:N0} B private   each;"
        + $" {usage.Threads} threads, {usage.Timers} timers");
}

/// <summary>The memory of the process after everything is idle and collected.</summary>
internal readonly record struct MemoryUsage(long Managed, long Private, int Threads, long Timers)
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    public static async Task<MemoryUsage> TakeAsync()
    {
        await Task.Delay(SettleTime, TimeProvider.System);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new(GC.GetTotalMemory(forceFullCollection: true), Anonymous(), process.Threads.Count, Timer.ActiveCount);
    }

    public override string ToString() => $"{Managed:N0} B managed, {Private:N0} B private, {Threads} threads, {Timers} timers";

    // Process.PrivateMemorySize64 includes reserved memory. This is the private memory that's actually in use.
    private static long Anonymous() => File.ReadLines("/proc/self/smaps_rollup")
        .Where(line => line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
}
