using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Livecaller.Bench.Chaos;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;

namespace Livecaller.Bench.Dashboards;

/// <summary>Visitors who send messages over HTTP, one after the other.</summary>
internal sealed class Writers : IDisposable
{
    private readonly List<(HttpClient Http, ConversationId Conversation)> _writers = [];

    public static async Task<Writers> SignInAsync(Uri address, IReadOnlyList<ConversationId> conversations, int count)
    {
        var writers = new Writers();
        for (var number = 0; number < count; number++)
        {
            var http = new HttpClient { BaseAddress = address };
            http.DefaultRequestHeaders.Add("X-LC-Widget", HostProcess.WidgetId);
            using var answer = await http.PostAsJsonAsync("v1/widget/auth/login", new { jwt_token = IdentityTokens.Fresh(FilledDatabase.NameOf(number)) });
            var session = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(LivecallerJson.Default.VisitorSession);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session!.Auth.AccessToken);
            writers._writers.Add((http, conversations[number]));
        }

        return writers;
    }

    /// <summary>Lets all visitors write for a period of time.</summary>
    public async Task<WriteRate> WriteAsync(TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(_writers.Select(writer => Task.Run(() => WriteAsync(writer.Http, writer.Conversation, began, duration))));
        return WriteRate.Of(times.SelectMany(t => t), Stopwatch.GetElapsedTime(began));
    }

    public void Dispose() => _writers.ForEach(w => w.Http.Dispose());

    private static async Task<List<double>> WriteAsync(HttpClient http, ConversationId conversation, long began, TimeSpan duration)
    {
        List<double> times = [];
        while (Stopwatch.GetElapsedTime(began) < duration)
            times.Add(await SendAsync(http, conversation));
        return times;
    }

    /// <summary>Sends a message, and returns how many milliseconds that took.</summary>
    public static async Task<double> SendAsync(HttpClient http, ConversationId conversation)
    {
        var message = new SendMessageRequest { Id = MessageId.New(TimeProvider.System), Content = "It has not come today either." };
        var sent = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync($"v1/widget/conversations/{conversation}/messages", message, LivecallerJson.Default.SendMessageRequest);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }
}

/// <summary>The number of messages, and their duration in milliseconds.</summary>
internal readonly record struct WriteRate(double PerSecond, double Median, double P99)
{
    public static WriteRate Of(IEnumerable<double> times, TimeSpan duration)
    {
        double[] all = [.. times.Order()];
        return new(all.Length / duration.TotalSeconds, At(all, .5), At(all, .99));
    }

    private static double At(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond,6:0} messages/s, p50 {Median,6:0.0} ms, p99 {P99,7:0.0} ms");
}
