using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;

namespace Livecaller.Bench.Messages;

/// <summary>The senders, which run in a separate process so that they don't use the server's core.</summary>
internal static class MessagesLoad
{
    public const string Mode = "messages-load";

    /// <summary>The number of conversations, each with a visitor of its own.</summary>
    public const int Conversations = 50;

    private const string Begin = "begin";
    private const string End = "end";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Starts the senders as a child process, and measures the server while they send.</summary>
    public static async Task<LoadRate> MeasureAsync(HostProcess host, int senders, TimeSpan duration)
    {
        string[] arguments = [typeof(MessagesLoad).Assembly.Location, Mode, host.Address.ToString(), Text(senders), Text(duration.TotalSeconds)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        using var server = Process.GetProcessById(host.ProcessId!.Value);
        var (before, after) = (TimeSpan.Zero, TimeSpan.Zero);
        string? last = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            last = line;
            server.Refresh();
            if (line == Begin) before = server.TotalProcessorTime;
            if (line == End) after = server.TotalProcessorTime;
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || last is null) throw new InvalidOperationException($"The senders failed. {host.State}\n" + string.Join('\n', host.Lines));
        var values = last.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        return new(values[0] / values[1], values[2], values[3], (after - before).TotalMilliseconds / values[0]);
    }

    /// <param name="arguments">The server's address, the number of senders, and the number of seconds.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (address, senders) = (new Uri(arguments[0]), int.Parse(arguments[1], CultureInfo.InvariantCulture));
        var duration = TimeSpan.FromSeconds(double.Parse(arguments[2], CultureInfo.InvariantCulture));
        List<(string Token, ConversationId Conversation)> conversations = [];
        for (var i = 0; i < (senders == 1 ? 1 : Conversations); i++) conversations.Add(await StartAsync(address));

        List<SocketSender> sockets = [];
        for (var i = 0; i < senders; i++)
        {
            // More conversations than senders: some senders write in two. More senders than conversations: some visitors have several.
            var own = senders >= conversations.Count ? [conversations[i % conversations.Count]] : conversations.Where((_, n) => n % senders == i);
            sockets.Add(await SocketSender.ConnectAsync(address, own));
        }

        await SendAsync(sockets, WarmUp);
        Console.WriteLine(Begin);
        var began = Stopwatch.GetTimestamp();
        var times = await SendAsync(sockets, duration);
        var elapsed = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(End);
        sockets.ForEach(s => s.Dispose());
        Console.WriteLine(string.Join(' ', Text(times.Length), Text(elapsed.TotalSeconds), Text(times[times.Length / 2]), Text(times[(int)(.99 * (times.Length - 1))])));
        return 0;
    }

    private static async Task<double[]> SendAsync(List<SocketSender> senders, TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(senders.Select(sender => Task.Run(async () =>
        {
            List<double> own = [];
            while (Stopwatch.GetElapsedTime(began) < duration) own.Add(await sender.SendAsync());
            return own;
        })));
        return [.. times.SelectMany(t => t).Order()];
    }

    private static async Task<(string Token, ConversationId Conversation)> StartAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-LC-Widget", HostProcess.WidgetId);
        using var login = await http.PostAsJsonAsync("v1/widget/auth/login", new { });
        var session = await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(LivecallerJson.Default.VisitorSession);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session!.Auth.AccessToken);
        using var start = await http.PostAsJsonAsync("v1/widget/conversations", new { });
        var conversation = await start.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(LivecallerJson.Default.DataEnvelopeConversationPayload);
        return (session.Auth.AccessToken, conversation!.Data.Id);
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
