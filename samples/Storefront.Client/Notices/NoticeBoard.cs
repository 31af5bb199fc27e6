using Livecaller;

namespace Storefront.Client.Notices;

/// <summary>Hears the operators' messages on every page of the shop, whether the chat is open or not.</summary>
public sealed class NoticeBoard(ILivecallerClientProvider livecaller) : IDisposable
{
    private readonly List<Notice> _notices = [];
    private IDisposable? _listener;

    /// <summary>What came while the chat was closed, newest first.</summary>
    public IReadOnlyList<Notice> Notices => _notices;

    /// <summary>Whether the visitor is looking at the chat; messages are no news then.</summary>
    public bool IsChatOpen { get; private set; }

    /// <summary>The list, or the chat's being open, is another.</summary>
    public event Action? Changed;

    /// <summary>Begins to listen.</summary>
    public async Task StartAsync()
    {
        var client = await livecaller.GetAsync();
        _listener ??= client.Events.On<ConversationMessageReceived>(OnMessage);
    }

    /// <summary>Opens or closes the chat; opening takes the notices away.</summary>
    public void SetChatOpen(bool open)
    {
        IsChatOpen = open;
        if (open) _notices.Clear();
        Changed?.Invoke();
    }

    /// <summary>Takes one notice away.</summary>
    public void Dismiss(Notice notice)
    {
        _notices.Remove(notice);
        Changed?.Invoke();
    }

    /// <inheritdoc />
    public void Dispose() => _listener?.Dispose();

    private void OnMessage(ConversationMessageReceived received)
    {
        if (IsChatOpen) return;
        var message = received.Message;
        _notices.Insert(0, new(message.Id.Value, message.Sender.Name ?? "Fern & Oak", message.Content, message.CreatedAt));
        Changed?.Invoke();
    }
}

/// <summary>A message that came while the chat was closed.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Text">Its text.</param>
/// <param name="At">When it was sent.</param>
public sealed record Notice(string Id, string From, string Text, DateTimeOffset At);
