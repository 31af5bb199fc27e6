using Livecaller.Bench;
using Livecaller.Bench.Chaos;
using Livecaller.Bench.Clients;
using Livecaller.Bench.Dashboards;
using Livecaller.Bench.Dispatch;
using Livecaller.Bench.Flood;
using Livecaller.Bench.Fuzzing;
using Livecaller.Bench.KillClient;
using Livecaller.Bench.Messages;
using Livecaller.Bench.Page;
using Livecaller.Bench.Pages;
using Livecaller.Bench.Realtime;
using Livecaller.Bench.Realtime.Contestants;
using Livecaller.Bench.Realtime.Load;
using Livecaller.Bench.Soak;

IBench[] benches = [.. RealtimeBenches.All, new FramesBench(), new DispatchBench(), new ClientsBench(), new ChaosBench(), new SizeBench(), new PageBench(),
    new DashboardsBench(), new PagesBench(), new FloodBench(), new MessagesBench(), new SoakBench(), new FuzzBench()];

if (args is [ClientChild.Mode, .. var rest]) return await ClientChild.RunAsync(rest);
if (args is [MessagesLoad.Mode, .. var senders]) return await MessagesLoad.RunAsync(senders);
if (args is [DatabaseAlone.Mode, .. var database]) return DatabaseAlone.Run(database);
if (args is [SoakLoad.Mode, .. var load]) return await SoakLoad.RunAsync(load);

if (args is [ContestantServer.Mode, .. var contestant]) return await ContestantServer.RunAsync(contestant);
if (args is [LoadChild.Mode, .. var request]) return LoadChild.Run(request);

if (args is ["list"] or [])
{
    foreach (var bench in benches) Console.WriteLine($"{bench.Name,-13} {bench.Description}");
    return 0;
}

if (benches.FirstOrDefault(b => b.Name == args[0]) is not { } chosen)
{
    Console.Error.WriteLine($"Unknown benchmark '{args[0]}'. Use 'list' to list all benchmarks.");
    return 1;
}

Machine.Print();
return await chosen.RunAsync(args[1..]);
