using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Livecaller.Bench.Chaos;
using Livecaller.Bench.Hosting;
using Livecaller.Bench.Proxy;
using Livecaller.Protocol;

namespace Livecaller.Bench.KillClient;

/// <summary>Kills a client at each possible step, restarts it, and verifies the result from the operators' side.</summary>
internal sealed class KillClientRun(HostProcess host, OperatorApi api) : IDisposable
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("livecaller-kill-").FullName;
    private readonly string _file = Convert.ToHexString(SHA256.HashData(ClientChild.File()));
    private int _users;

    /// <param name="points">The number of evenly distributed steps, or 0 for all.</param>
    /// <param name="offsets">The number of additional kills at positions of the upload.</param>
    public async Task<int> RunAsync(int points, int offsets)
    {
        var steps = await LiveAsync(NewUser(), 0, killAfterBytes: null);
        Console.WriteLine($"an undisturbed client takes {steps.Count} steps");
        var faults = await VerifyAsync($"user{_users}");
        // The chunks of the upload are similar, so some of them are enough. All other steps are included, up to the limit.
        int[] all = [.. Enumerable.Range(1, steps.Count)];
        var stride = points == 0 ? 1 : Math.Max(1, all.Length / points);
        int[] chosen = [.. all.Where(s => (points > 0 && !steps[s - 1].Contains("PATCH", StringComparison.Ordinal)) || s % stride == 0)];
        List<string> broken = [.. faults.Select(f => "undisturbed: " + f)];
        for (var i = 0; i < chosen.Length; i++) await KillAsync($"step {chosen[i]} ({steps[chosen[i] - 1]})", chosen[i], null);
        for (var i = 1; i <= offsets; i++) await KillAsync($"upload byte {Offset(i):N0}", 0, Offset(i));
        Console.WriteLine($"killed at {chosen.Length} steps and {offsets} upload positions: {broken.Count} violations");
        foreach (var fault in broken) Console.WriteLine(fault);
        return broken.Count == 0 ? 0 : 1;

        long Offset(int i) => 20_000_000L * i / (offsets + 1);

        async Task KillAsync(string where, int step, long? bytes)
        {
            var user = NewUser();
            await LiveAsync(user, step, bytes);
            await LiveAsync(user, 0, null);
            var found = await VerifyAsync(user);
            Console.Error.WriteLine($"{where}: {(found.Count == 0 ? "ok" : string.Join("; ", found))}");
            broken.AddRange(found.Select(f => $"{where}: {f}"));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string NewUser() => $"user{++_users}";

    /// <summary>Runs the client once and returns its steps.</summary>
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
        using var late = new CancellationTokenSource(WaitTimeout);
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
            Console.WriteLine($"{user} did not finish: {string.Join(" | ", lines.TakeLast(3))} {await errors}");
        return [.. lines.Where(l => l.StartsWith("step ", StringComparison.Ordinal)).Select(l => l.Split(' ', 3)[2])];
    }

    /// <summary>Returns the problems that operators see.</summary>
    private async Task<IReadOnlyList<string>> VerifyAsync(string user)
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
            else if (Convert.ToHexString(SHA256.HashData(await api.DownloadAsync(new(host.Address, file.Url)))) != _file) faults.Add("the file has different bytes");
        }

        return faults;
    }
}
