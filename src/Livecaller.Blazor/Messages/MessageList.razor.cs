using Livecaller.Blazor.Localization;
using Livecaller.Conversations;
using Livecaller.Protocol;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Messages;

/// <summary>The messages, oldest first. It stays at its end while the visitor is there, and where the visitor reads otherwise.</summary>
public sealed partial class MessageList : ChatPart, IAsyncDisposable
{
    /// <summary>So many pages are loaded at most to find the original of a quote.</summary>
    private const int MostPagesForAJump = 20;

    private IReadOnlyList<TimelineItem> _items = [];
    private ConversationSnapshot? _snapshot;
    private long? _newAfter;
    private (long Sequence, ConnectionState Connection)? _markedRead;
    private bool _atEnd = true;
    private bool _loadingEarlier;
    private ElementReference _log;
    private ITimer? _clock;
    private DotNetObjectReference<MessageList>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _scroller;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The visitor wants to answer a message.</summary>
    [Parameter]
    public EventCallback<ConversationMessage> OnReply { get; set; }

    private string ToEndLabel => Context.Snapshot.UnreadCount is > 0 and var unread
        ? Texts.Plural(TextKeys.UnreadMessages, unread)
        : Texts[TextKeys.ScrollToEnd];

    /// <summary>The browser says whether the end can be seen.</summary>
    /// <param name="atEnd">Whether it can, in a page that is looked at.</param>
    [JSInvokable]
    public async Task OnScrolledAsync(bool atEnd)
    {
        if (_atEnd == atEnd) return;
        _atEnd = atEnd;
        StateHasChanged();
        await MarkReadAsync();
    }

    /// <summary>The browser says that the visitor has scrolled to the oldest loaded message.</summary>
    [JSInvokable]
    public async Task LoadEarlierAsync()
    {
        if (_loadingEarlier || !Context.Snapshot.HasEarlier) return;
        _loadingEarlier = true;
        StateHasChanged();
        await Context.Actions.LoadEarlierAsync();
        _loadingEarlier = false;
        StateHasChanged();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_clock is not null) await _clock.DisposeAsync();
        try
        {
            if (_scroller is not null) await _scroller.InvokeVoidAsync("dispose");
            if (_scroller is not null) await _scroller.DisposeAsync();
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and everything in it.
        }

        _self?.Dispose();
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_snapshot, Context.Snapshot) && _newAfter == Context.NewAfter) return;
        (_snapshot, _newAfter) = (Context.Snapshot, Context.NewAfter);
        _items = Timeline.Of(Context.Snapshot, Context.NewAfter, Context.Zone);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        SetClock();
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/Messages/MessageList.razor.js");
            _scroller = await _module.InvokeAsync<IJSObjectReference>("attach", _log, _self);
        }
        else if (_scroller is not null)
        {
            await _scroller.InvokeVoidAsync("update");
        }

        await MarkReadAsync();
    }

    private async Task JumpAsync(MessageId id)
    {
        for (var page = 0; page < MostPagesForAJump && !IsLoaded(id) && Context.Snapshot.HasEarlier; page++) await LoadEarlierAsync();
        if (_scroller is not null) await _scroller.InvokeVoidAsync("jumpTo", id.Value);
    }

    private bool IsLoaded(MessageId id) => Context.Snapshot.Messages.Any(m => m.Id == id);

    private async Task ScrollToEndAsync()
    {
        if (_scroller is not null) await _scroller.InvokeVoidAsync("scrollToEnd");
    }

    // What the visitor can see is read: once for each newest message, and once more when the connection is back.
    private async Task MarkReadAsync()
    {
        var newest = Context.Snapshot.Messages.LastOrDefault(m => !m.IsOwn)?.Payload.Sequence ?? 0;
        var mark = (newest, Context.Connection);
        if (!_atEnd || !Context.IsOpen || Context.Snapshot.UnreadCount == 0 || mark == _markedRead) return;
        _markedRead = mark;
        await Context.Actions.MarkReadAsync();
    }

    // One timer for the whole list, due when the first of its times or headings reads differently.
    private void SetClock()
    {
        var due = TimeText.UntilMidnight(Context);
        foreach (var run in _items.OfType<MessageRun>())
        {
            var next = TimeText.Of(run.Last.Payload.CreatedAt, Context).ChangesAt - Context.Now;
            if (next < due) due = next > TimeSpan.Zero ? next : TimeSpan.Zero;
        }

        _clock ??= Context.Time.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Change(due, Timeout.InfiniteTimeSpan);
    }
}
