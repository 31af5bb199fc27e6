using Livecaller;

namespace Storefront.Client.Notices;

/// <summary>Receives the operators' messages on all pages of the shop, whether or not the chat is open.</summary>
public sealed class NoticeBoard(ILivecallerClientProvider livecaller) : IDisposable
{
    private readonly List<Notice> _notices = [];
    private IDisposable? _listener;

    /// <summary>Messages that arrived while the chat was closed, newest first.</summary>
    public IReadOnlyList<Notice> Notices => _notices;

    /// <summary>Whether the chat is open. No notices are added then.</summary>
    public bool IsChatOpen { get; private set; }

    /// <summary>Raised when the notices or <see cref="IsChatOpen"/> change.</summary>
    public event Action? Changed;

    /// <summary>Starts listening for messages.</summary>
    public async Task StartAsync()
    {
        var client = await livecaller.GetAsync();
        _listener ??= client.Events.On<ConversationMessageReceived>(OnMessage);
    }

    /// <summary>Opens or closes the chat. Opening it removes all notices.</summary>
    public void SetChatOpen(bool open)
    {
        IsChatOpen = open;
        if (open) _notices.Clear();
        Changed?.Invoke();
    }

    /// <summary>Removes a notice.</summary>
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

/// <summary>A message that arrived while the chat was closed.</summary>
/// <param name="Id">The message's ID.</param>
/// <param name="From">The sender.</param>
/// <param name="Text">The text.</param>
/// <param name="At">The time at which it was sent.</param>
public sealed record Notice(string Id, string From, string Text, DateTimeOffset At);
