using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Livecaller.Bench.Dashboards;
using Livecaller.Bench.Hosting;
using Livecaller.Protocol;

namespace Livecaller.Bench.Flood;

/// <summary>Visitors who call from addresses of their own and send messages, one after the other.</summary>
internal sealed class AddressWriters : IDisposable
{
    private readonly List<(HttpClient Http, ConversationId Conversation)> _writers = [];

    public static async Task<AddressWriters> SignInAsync(Uri server, IEnumerable<string> addresses)
    {
        var writers = new AddressWriters();
        foreach (var address in addresses)
        {
            var http = new HttpClient(From(IPAddress.Parse(address))) { BaseAddress = server };
            http.DefaultRequestHeaders.Add("X-LC-Widget", HostProcess.WidgetId);
            using var login = await http.PostAsJsonAsync("v1/widget/auth/login", new { });
            var session = await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(LivecallerJson.Default.VisitorSession);
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session!.Auth.AccessToken);
            using var start = await http.PostAsJsonAsync("v1/widget/conversations", new { });
            var conversation = await start.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(LivecallerJson.Default.DataEnvelopeConversationPayload);
            writers._writers.Add((http, conversation!.Data.Id));
        }

        return writers;
    }

    /// <summary>Lets all of them write for a period of time, each with a pause after the start of its last message.</summary>
    public async Task<WriteRate> WriteAsync(TimeSpan duration, TimeSpan pause = default)
    {
        var began = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(_writers.Select(writer => Task.Run(() => WriteAsync(writer.Http, writer.Conversation, began, duration, pause))));
        return WriteRate.Of(times.SelectMany(t => t), Stopwatch.GetElapsedTime(began));
    }

    public void Dispose() => _writers.ForEach(w => w.Http.Dispose());

    private static async Task<List<double>> WriteAsync(HttpClient http, ConversationId conversation, long began, TimeSpan duration, TimeSpan pause)
    {
        List<double> times = [];
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            times.Add(await Writers.SendAsync(http, conversation));
            if (pause > TimeSpan.Zero) await Task.Delay(pause, TimeProvider.System);
        }

        return times;
    }

    private static SocketsHttpHandler From(IPAddress address) => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
