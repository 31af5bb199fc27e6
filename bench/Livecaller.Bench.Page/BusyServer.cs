using System.Globalization;
using Livecaller.Testing;

namespace Livecaller.Bench.Page;

/// <summary>An in-memory server with one long conversation, and an operator who can send fifty messages per second.</summary>
internal sealed class BusyServer : IAsyncDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Texts =
    [
        "Yes.",
        "I looked that up for you: the parcel left our house this morning, and should be with you on Thursday.",
        "Could you tell me the number on the box? It begins with FO and has seven digits.\nIt stands below the bar code.",
        "Here is the page that explains it: https://fern-oak.example/help/returns 👍",
    ];

    private readonly LivecallerTestHost _host;
    private Conversation? _conversation;
    private readonly CancellationTokenSource _ended = new();
    private volatile bool _isSending;
    private int _sentCount;

    private BusyServer(LivecallerTestHost host, LivecallerClient client, Conversation conversation) =>
        (_host, Client, _conversation) = (host, client, conversation);

    /// <summary>The visitor's client, or null after it was disposed.</summary>
    public LivecallerClient? Client { get; private set; }

    public int Loaded => _conversation?.Snapshot.Messages.Count ?? 0;

    public static async Task<BusyServer> OpenAsync(int messages)
    {
        var host = new LivecallerTestHost();
        var client = await LivecallerClient.CreateAsync(host.CreateOptions());
        var conversation = await client.OpenConversationAsync();
        var server = new BusyServer(host, client, conversation);
        if (messages > 0)
        {
            var first = await conversation.SendAsync(new OutgoingMessage { Content = "Hello?" });
            await host.UntilAsync(conversation.WaitUntilSentAsync(first.Id));
            await host.UntilAsync(() => host.Subscriptions.Count == 2);
            while (server._sentCount < messages - 1)
            {
                await server.SendAsync();
                if (server._sentCount % 100 == 0) await host.UntilAsync(() => server.Loaded >= server._sentCount);
            }

            await host.UntilAsync(() => server.Loaded == messages);
        }

        _ = server.TickAsync();
        return server;
    }

    public void StartMessages() => _isSending = true;

    public void StopMessages() => _isSending = false;

    /// <summary>Disposes the visitor's client and releases its memory. The server isn't affected.</summary>
    public async Task LeaveAsync()
    {
        _isSending = false;
        var client = Client;
        (Client, _conversation) = (null, null);
        if (client is not null) await client.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await LeaveAsync();
        await _host.DisposeAsync();
        _ended.Dispose();
    }

    // The host's clock is a fake. It's advanced to match the system clock.
    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TickInterval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_ended.Token))
        {
            _host.Time.Advance(TickInterval);
            if (_isSending) await SendAsync();
        }
    }

    private Task<Protocol.MessagePayload> SendAsync()
    {
        var number = ++_sentCount;
        return _host.Operator.SaysAsync(number.ToString(CultureInfo.InvariantCulture) + " " + Texts[number % Texts.Length]);
    }
}
