using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Livecaller.Bench.Hosting;
using MessagePack;

namespace Livecaller.Bench.Dashboards;

/// <summary>
/// An open dashboard: signed in, with its own circuit, whose render batches are received and acknowledged like in a browser. Nothing is rendered, so
/// that ten dashboards leave the second core to the writers.
/// </summary>
internal sealed partial class OpenDashboard : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _opening = [];
    private readonly CookieContainer _cookies = new();
    private readonly Uri _home;
    private readonly int _items;
    private string? _circuit;
    private IReadOnlyList<long> _tabs = [];
    private long _dispatcher;
    private int _objects;
    private bool _isOnAll;
    private Task _reading = Task.CompletedTask;

    private OpenDashboard(Uri address, int items) => (_home, _items) = (new(address, "dashboard/"), items);

    /// <summary>The number of batches that were received and acknowledged.</summary>
    public int Batches { get; private set; }

    /// <summary>The number of bytes of these batches.</summary>
    public long Bytes { get; private set; }

    /// <summary>The reason why the circuit ended, or null while it's open.</summary>
    public string? Fault { get; private set; }

    /// <param name="address">The server.</param>
    /// <param name="items">How many conversations are drawn at once when "All" has been read; 50 where there are so many.</param>
    public static async Task<OpenDashboard> OpenAsync(Uri address, int items = 50)
    {
        var dashboard = new OpenDashboard(address, items);
        try
        {
            await dashboard.ConnectAsync();
            await dashboard._drawn.Task.WaitAsync(Patience);
            await dashboard.PressAllAsync();
            await dashboard._listed.Task.WaitAsync(Patience);
            return dashboard;
        }
        catch (TimeoutException)
        {
            await dashboard.DisposeAsync();
            throw new InvalidOperationException($"The dashboard didn't open: {dashboard.Fault ?? "no error"}.\n{string.Join('\n', dashboard._opening)}");
        }
    }

    /// <summary>Goes to another page, as a click on a link does.</summary>
    /// <param name="path">Its path below the dashboard's.</param>
    public Task ShowAsync(string path) => SendAsync(HubProtocol.Invocation(null, "OnLocationChanged", new Uri(_home, path).ToString(), null, true));

    /// <summary>Ends the circuit, as a browser does when its tab is closed.</summary>
    public async Task LeaveAsync()
    {
        using var handler = new SocketsHttpHandler { CookieContainer = _cookies };
        using var http = new HttpClient(handler);
        using var answer = await http.PostAsync(new Uri(_home, "_blazor/disconnect"), new FormUrlEncodedContent([new("circuitId", _circuit)]));
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _sending.Dispose();
        _ended.Dispose();
    }

    private async Task ConnectAsync()
    {
        using var handler = new SocketsHttpHandler { CookieContainer = _cookies };
        using var http = new HttpClient(handler) { BaseAddress = _home };
        var form = await http.GetStringAsync("login");
        using var answer = await http.PostAsync("login", new FormUrlEncodedContent(
        [
            new("email", HostProcess.OperatorEmail), new("password", HostProcess.OperatorPassword),
            new("__RequestVerificationToken", WebUtility.HtmlDecode(AntiforgeryToken().Match(form).Groups[1].Value)),
        ]));
        var page = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        var roots = $"[{string.Join(',', Marker().Matches(page).Select(m => m.Groups[1].Value))}]";

        _socket.Options.Cookies = _cookies;
        await _socket.ConnectAsync(new UriBuilder(new Uri(_home, "_blazor")) { Scheme = "ws" }.Uri, _ended.Token);
        await _socket.SendAsync(HubProtocol.Handshake, WebSocketMessageType.Text, true, _ended.Token);
        _reading = Task.WhenAll(ReadAsync(), PingAsync());
        await SendAsync(HubProtocol.Invocation("1", "StartCircuit", _home.ToString(), _home.ToString(), roots, ""));
    }

    private Task PressAllAsync()
    {
        _isOnAll = true;
        var arguments = JsonSerializer.Serialize<object[]>(
        [
            new { eventHandlerId = _tabs[2], eventName = "click", eventFieldInfo = (object?)null },
            new { type = "click", detail = 1 },
        ]);
        return SendAsync(HubProtocol.Invocation(null, "BeginInvokeDotNetFromJS", "1", null, "DispatchEventAsync", _dispatcher, arguments));
    }

    private async Task ReadAsync()
    {
        var (buffer, rest) = (new byte[64 * 1024], ReadOnlyMemory<byte>.Empty);
        try
        {
            var isGreeted = false;
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _ended.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    Fault ??= "The server closed the socket.";
                    return;
                }

                rest = (byte[])[.. rest.Span, .. buffer.AsSpan(0, part.Count)];
                // The handshake response ends with this character and can be followed by other messages.
                if (!isGreeted && rest.Span.IndexOf((byte)0x1e) is var end and >= 0) (isGreeted, rest) = (true, rest[(end + 1)..]);
                while (isGreeted && HubProtocol.TryTake(ref rest, out var message)) await TakeAsync(message);
            }
        }
        catch (Exception e)
        {
            if (!_ended.IsCancellationRequested) Fault ??= e.ToString();
        }
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingEvery);
        while (!_ended.IsCancellationRequested && await timer.WaitForNextTickAsync(_ended.Token)) await SendAsync(HubProtocol.Ping);
    }

    private Task TakeAsync(ReadOnlyMemory<byte> message)
    {
        var reader = new MessagePackReader(message);
        reader.ReadArrayHeader();
        switch (reader.ReadInt32())
        {
            case 1:
                break;
            case 3:
                ReadAnswer(ref reader);
                return Task.CompletedTask;
            case 7:
                Fault ??= "The server closed the circuit: " + reader.ReadString();
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }

        reader.Skip();
        reader.Skip();
        var target = reader.ReadString();
        if (!_listed.Task.IsCompleted) _opening.Add($"{target} ({message.Length} bytes)");
        reader.ReadArrayHeader();
        switch (target)
        {
            case "JS.RenderBatch":
                var batch = reader.ReadInt64();
                return DrawAsync(batch, reader.ReadBytes()!.Value);
            case "JS.BeginInvokeJS":
                var (handle, function, arguments, kind) = (reader.ReadInt64(), reader.ReadString()!, reader.ReadString()!, reader.ReadInt32());
                return AnswerAsync(handle, function, arguments, kind);
            case "JS.EndInvokeDotNet":
                reader.Skip();
                if (!reader.ReadBoolean()) Fault ??= "A call failed: " + reader.ReadString();
                return Task.CompletedTask;
            case "JS.Error":
                Fault ??= reader.ReadString();
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }

    private Task DrawAsync(long id, System.Buffers.ReadOnlySequence<byte> bytes)
    {
        Batches++;
        Bytes += bytes.Length;
        if (!_listed.Task.IsCompleted)
        {
            var batch = new RenderBatch(System.Buffers.BuffersExtensions.ToArray(bytes));
            if (batch.TabHandlers is { Count: 4 } tabs) _tabs = tabs;
            _opening.Add($"batch {id}: {batch.TabHandlers.Count} tabs, {batch.Items} conversations");
            if (_isOnAll && batch.Items >= _items) _listed.TrySetResult();
            // The first list was received. The tabs don't change any more.
            if (_tabs.Count == 4 && _dispatcher > 0 && batch.Items > 0) _drawn.TrySetResult();
        }

        return SendAsync(HubProtocol.Invocation(null, "OnRenderCompleted", id, null));
    }

    // The results that Blazor's script and the dashboard's script return in a browser.
    private Task AnswerAsync(long handle, string function, string arguments, int kind)
    {
        if (function == "Blazor._internal.attachWebRendererInterop")
            _dispatcher = JsonDocument.Parse(arguments).RootElement[1].GetProperty("__dotNetObject").GetInt64();
        if (!_listed.Task.IsCompleted) _opening.Add($"{handle}: {function}");
        if (handle == 0) return Task.CompletedTask;
        var result = kind == 1 ? $$"""{"__jsObjectId":{{++_objects}}}""" : function == "begin" ? "\"Europe/Berlin\"" : "null";
        return SendAsync(HubProtocol.Invocation(null, "EndInvokeJSFromDotNet", handle, true, $"[{handle},true,{result}]"));
    }

    // Only the call that starts the circuit has an answer: the secret that ends it.
    private void ReadAnswer(ref MessagePackReader reader)
    {
        reader.Skip();
        reader.Skip();
        switch (reader.ReadInt32())
        {
            case 1: Fault ??= "A call failed: " + reader.ReadString(); break;
            case 3: _circuit = reader.ReadString(); break;
        }
    }

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync(_ended.Token);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, _ended.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();
}
