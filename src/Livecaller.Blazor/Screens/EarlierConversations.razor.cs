using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Screens;

/// <summary>The visitor's closed conversations, newest first, and one of them to read.</summary>
public sealed partial class EarlierConversations : ChatPart, IDisposable
{
    private const int PageSize = 20;

    private readonly List<ConversationPayload> _items = [];
    private ConversationId? _last;
    private bool _hasMore;
    private bool _isLoading;
    private bool _failed;
    private Conversation? _read;
    private ConversationPayload? _readInfo;
    private ConversationSubscription? _subscription;
    private ConversationSnapshot _snapshot = ConversationSnapshot.Empty;
    private ChatContext? _readContext;

    /// <summary>The conversation that is read at once, and left to where the visitor came from; null for the list.</summary>
    [Parameter]
    public ConversationPayload? Read { get; set; }

    /// <summary>The visitor goes back to the conversation.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnBack { get; set; }

    /// <inheritdoc />
    public void Dispose() => _subscription?.Dispose();

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => Read is { } read ? ReadAsync(read) : LoadAsync();

    /// <inheritdoc />
    protected override void OnParametersSet() => Show(_snapshot);

    private async Task LoadAsync()
    {
        if (_isLoading || Context.Screens is not { } screens) return;
        (_isLoading, _failed) = (true, false);
        var page = await screens.ListAsync(PageSize, _last);
        _isLoading = false;
        _failed = page is null;
        _hasMore = page is { Count: >= PageSize };
        if (page is not { Count: > 0 }) return;
        _last = page[^1].Id;
        _items.AddRange(page.Where(c => !c.IsOpen && c.Id != Context.Snapshot.Info?.Id));
    }

    private async Task ReadAsync(ConversationPayload item)
    {
        if (Context.Screens is not { } screens) return;
        var conversation = await screens.ReadAsync(item.Id);
        _failed = conversation is null;
        if (conversation is null) return;
        (_read, _readInfo) = (conversation, item);
        _subscription = conversation.Subscribe(snapshot => InvokeAsync(() =>
        {
            if (_read != conversation) return;
            Show(snapshot);
            StateHasChanged();
        }));
        Show(_subscription.Snapshot);
    }

    private void Show(ConversationSnapshot snapshot)
    {
        _snapshot = snapshot;
        if (_read is null) return;
        _readContext = Context with
        {
            Snapshot = snapshot,
            Actions = Context.Actions.For(_read),
            NewAfter = null,
        };
    }

    private async Task LeaveAsync()
    {
        _subscription?.Dispose();
        (_read, _readInfo, _subscription, _readContext, _snapshot) = (null, null, null, null, ConversationSnapshot.Empty);
        if (Read is not null) await OnBack.InvokeAsync();
    }

    private string DateOf(ConversationPayload item) =>
        Context.Formats.Exact(item.CreatedAt, Context);
}
