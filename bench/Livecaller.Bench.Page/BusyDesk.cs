using System.Globalization;
using Livecaller.Testing;

namespace Livecaller.Bench.Page;

/// <summary>A server in memory with one long conversation, and an operator who writes fifty messages a second when told to.</summary>
internal sealed class BusyDesk : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Sayings =
    [
        "Yes.",
        "I looked that up for you: the parcel left our house this morning, and should be with you on Thursday.",
        "Could you tell me the number on the box? It begins with FO and has seven digits.\nIt stands below the bar code.",
        "Here is the page that explains it: https://fern-oak.example/help/returns 👍",
    ];

    private readonly LivecallerTestHost _host;
    private Conversation? _conversation;
    private readonly CancellationTokenSource _ended = new();
    private volatile bool _rains;
    private int _said;

    private BusyDesk(LivecallerTestHost host, LivecallerClient client, Conversation conversation) =>
        (_host, Client, _conversation) = (host, client, conversation);

    /// <summary>The visitor's; null when they have left.</summary>
    public LivecallerClient? Client { get; private set; }

    public int Loaded => _conversation?.Snapshot.Messages.Count ?? 0;

    public static async Task<BusyDesk> OpenAsync(int messages)
    {
        var host = new LivecallerTestHost();
        var client = await LivecallerClient.CreateAsync(host.CreateOptions());
        var conversation = await client.OpenConversationAsync();
        var desk = new BusyDesk(host, client, conversation);
        if (messages > 0)
        {
            var first = await conversation.SendAsync(new OutgoingMessage { Content = "Hello?" });
            await host.UntilAsync(conversation.WaitUntilSentAsync(first.Id));
            await host.UntilAsync(() => host.Subscriptions.Count == 2);
            while (desk._said < messages - 1)
            {
                await desk.SayAsync();
                if (desk._said % 100 == 0) await host.UntilAsync(() => desk.Loaded >= desk._said);
            }

            await host.UntilAsync(() => desk.Loaded == messages);
        }

        _ = desk.TickAsync();
        return desk;
    }

    public void Rain() => _rains = true;

    public void Dry() => _rains = false;

    /// <summary>The visitor is gone, with all that their side has in memory; the server stays as it is.</summary>
    public async Task LeaveAsync()
    {
        _rains = false;
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

    // The host's clock stands still by itself; here it goes as the world's does.
    private async Task TickAsync()
    {
        using var beats = new PeriodicTimer(Beat, TimeProvider.System);
        while (await beats.WaitForNextTickAsync(_ended.Token))
        {
            _host.Time.Advance(Beat);
            if (_rains) await SayAsync();
        }
    }

    private Task<Protocol.MessagePayload> SayAsync()
    {
        var number = ++_said;
        return _host.Operator.SaysAsync(number.ToString(CultureInfo.InvariantCulture) + " " + Sayings[number % Sayings.Length]);
    }
}
