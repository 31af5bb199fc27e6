using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Livecaller.Bench.Chaos;
using Livecaller.Bench.Hosting;
using Livecaller.Bench.Proxy;
using Livecaller.Protocol;

namespace Livecaller.Bench.KillClient;

/// <summary>One life for each step at which a client can be killed: killed there, started again, and looked at from the operators' side.</summary>
internal sealed class KillClientRun(HostProcess host, OperatorApi api) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-kill-").FullName;
    private readonly string _file = Convert.ToHexString(SHA256.HashData(ClientChild.File()));
    private int _users;

    /// <param name="points">How many of the steps are taken, evenly; 0 for all.</param>
    /// <param name="offsets">At how many places of the upload's bytes it is killed besides.</param>
    public async Task<int> RunAsync(int points, int offsets)
    {
        var steps = await LiveAsync(NewUser(), 0, killAfterBytes: null);
        Console.WriteLine($"an undisturbed client takes {steps.Count} steps");
        var faults = await LookAsync($"user{_users}");
        // The pieces of the upload are alike: of them some are enough. Everything else is looked at, as far as it may.
        int[] all = [.. Enumerable.Range(1, steps.Count)];
        var stride = points == 0 ? 1 : Math.Max(1, all.Length / points);
        int[] chosen = [.. all.Where(s => (points > 0 && !steps[s - 1].Contains("PATCH", StringComparison.Ordinal)) || s % stride == 0)];
        List<string> broken = [.. faults.Select(f => "undisturbed: " + f)];
        for (var i = 0; i < chosen.Length; i++) await KillAsync($"step {chosen[i]} ({steps[chosen[i] - 1]})", chosen[i], null);
        for (var i = 1; i <= offsets; i++) await KillAsync($"upload byte {Offset(i):N0}", 0, Offset(i));
        Console.WriteLine($"killed at {chosen.Length} steps and {offsets} places of the upload: {broken.Count} broken promises");
        foreach (var fault in broken) Console.WriteLine(fault);
        return broken.Count == 0 ? 0 : 1;

        long Offset(int i) => 20_000_000L * i / (offsets + 1);

        async Task KillAsync(string where, int step, long? bytes)
        {
            var user = NewUser();
            await LiveAsync(user, step, bytes);
            await LiveAsync(user, 0, null);
            var found = await LookAsync(user);
            Console.Error.WriteLine($"{where}: {(found.Count == 0 ? "kept" : string.Join("; ", found))}");
            broken.AddRange(found.Select(f => $"{where}: {f}"));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string NewUser() => $"user{++_users}";

    /// <summary>One life of the client; gives the steps that it took.</summary>
    private async Task<IReadOnlyList<string>> LiveAsync(string user, int fatal, long? killAfterBytes)
    {
        await using var lane = new Lane(host.Port, null);
        using var process = new Process
        {
            StartInfo = new("dotnet",
            [
                typeof(KillClientRun).Assembly.Location, ClientChild.Mode, lane.Address.ToString(), Path.Combine(_folder, user, "session"), user,
                fatal.ToString(CultureInfo.InvariantCulture),
            ])
            { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        var sent = 0L;
        lane.Sent += (_, count) =>
        {
            if (Interlocked.Add(ref sent, count) >= killAfterBytes && !process.HasExited) process.Kill();
        };
        process.Start();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        using var late = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        string[] lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (fatal == 0 && killAfterBytes is null && !lines.Contains("done"))
            Console.WriteLine($"{user} did not come to its end: {string.Join(" | ", lines.TakeLast(3))} {await errors}");
        return [.. lines.Where(l => l.StartsWith("step ", StringComparison.Ordinal)).Select(l => l.Split(' ', 3)[2])];
    }

    /// <summary>What operators see that is wrong.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(string user)
    {
        List<string> faults = [];
        var own = (await api.ListAsync()).Where(c => c.Visitor.UserId == user).ToArray();
        if (own.Length != 1) return [$"{own.Length} conversations"];
        var messages = (await api.GetLogAsync(own[0].Id)).Where(e => e.Type == EventNames.ConversationMessage)
            .Select(e => e.Data.Deserialize(LivecallerJson.Default.MessagePayload)!).ToArray();
        var contents = messages.Select(m => m.Content).ToArray();
        if (!contents.SequenceEqual(ClientChild.Contents)) faults.Add($"stored: {string.Join(", ", contents)}");
        foreach (var message in messages.Where(m => m.Content == ClientChild.FileMessage))
        {
            if (message.Attachments is not [{ } file]) faults.Add($"{message.Attachments.Count} files");
            else if (Convert.ToHexString(SHA256.HashData(await api.DownloadAsync(new(host.Address, file.Url)))) != _file) faults.Add("the file has other bytes");
        }

        return faults;
    }
}
