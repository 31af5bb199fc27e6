using System.Globalization;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Messages;

/// <summary>
/// The messages, oldest first. It stays at its end while the visitor is there, and where the visitor reads otherwise.
/// However many are loaded, only those around the ones that are seen are in the page.
/// </summary>
public sealed partial class MessageList : ChatPart, IAsyncDisposable
{
    private const string End = "end";

    private readonly RowWindow _window = new();
    private readonly Timeline _timeline = new();
    private readonly Announcer _announcer = new();
    private readonly UnreadDivider _unreadDivider = new();
    private (long Sequence, ConnectionState Connection)? _markedRead;
    private bool _atEnd = true;
    private bool _loadingEarlier;
    private bool _loadingLater;
    private string? _goal;
    private string? _jump;
    private int _jumps;
    private bool _isPrinting;
    private ITimer? _clock;

    /// <summary>Raised when the visitor replies to a message.</summary>
    [Parameter]
    public EventCallback<ConversationMessage> OnReply { get; set; }

    /// <summary>What stands above the first message.</summary>
    [Parameter]
    public RenderFragment? Above { get; set; }

    /// <summary>What stands below the last message.</summary>
    [Parameter]
    public RenderFragment? Below { get; set; }

    internal Chat.ChatContext Chat => Context;

    private string ToEndLabel => Context.Snapshot.UnreadCount is > 0 and var unread
        ? Texts.Plural(TextKeys.UnreadMessages, unread)
        : Texts[TextKeys.ScrollToEnd];

    /// <summary>Loads the page before the oldest loaded message.</summary>
    public async Task LoadEarlierAsync()
    {
        if (_loadingEarlier || !Context.Snapshot.HasEarlier) return;
        _loadingEarlier = true;
        StateHasChanged();
        await Context.Actions.LoadEarlierAsync();
        _loadingEarlier = false;
        StateHasChanged();
    }

    internal Task ReplyAsync(ConversationMessage message)
    {
        _timeline.Menu = null;
        Draw();
        return OnReply.InvokeAsync(message);
    }

    internal void Expand(MessageId id)
    {
        _timeline.Expand(id);
        Draw();
    }

    internal void ShowMenu(MessageId? id)
    {
        _timeline.Menu = id;
        Draw();
    }

    /// <summary>Shows a message in the middle, and loads it when that is needed.</summary>
    internal async Task JumpAsync(MessageId id)
    {
        _goal = id.Value;
        if (_window.IndexOf(id) < 0 && !await Context.Actions.ShowAsync(id)) _goal = null;
        Follow();
        StateHasChanged();
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => Follow();

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        SetClock();
        if (firstRender) await AttachAsync();
        await MarkReadAsync();
    }

    private static string Pixels(double height) => height.ToString("0", CultureInfo.InvariantCulture);

    private void Follow()
    {
        _unreadDivider.Follow(Context, _atEnd);
        _announcer.Follow(Context);
        _window.Follow(Context.Snapshot.Messages, _atEnd && !_isPrinting && !Context.Snapshot.HasLater);
        Jump();
        Make();
    }

    // What is asked for may be on its way. The browser sees the jump in the page, in the same moment as the messages that it is about.
    private void Jump()
    {
        if (_goal is null) return;
        var index = _goal == End ? _window.Messages.Count - 1 : _window.IndexOf(new(_goal));
        if (index < 0 || (_goal == End && Context.Snapshot.HasLater)) return;
        if (_goal == End) _window.Follow(_window.Messages, atEnd: true);
        else _window.Show(index, 0);
        _jump = string.Create(CultureInfo.InvariantCulture, $"{++_jumps} {_goal}");
        _goal = null;
    }

    private void Make() => _timeline.Make(Context, _window, _unreadDivider.After);

    private void Draw()
    {
        Make();
        StateHasChanged();
    }

    private IEnumerable<(string Key, DateOnly Date, IEnumerable<TimelineRow> Rows)> Days()
    {
        var rows = _timeline.Rows;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var (start, end) = (0, 0); start < rows.Count; start = end)
        {
            while (end < rows.Count && rows[end].Day == rows[start].Day) end++;
            var key = rows[start].Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            // Where clocks disagree a day may come twice.
            while (!seen.Add(key)) key += "-";
            yield return (key, rows[start].Day, Between(rows, start, end));
        }
    }

    private static IEnumerable<TimelineRow> Between(IReadOnlyList<TimelineRow> rows, int start, int end)
    {
        for (var i = start; i < end; i++) yield return rows[i];
    }

    // What the visitor can see is read: once for each newest message, and once more when the connection is back.
    private async Task MarkReadAsync()
    {
        if (!_atEnd || Context.Snapshot.HasLater || !Context.IsOpen || Context.Snapshot.UnreadCount == 0) return;
        var mark = (NewestOfTheOtherSide(), Context.Connection);
        if (mark == _markedRead) return;
        _markedRead = mark;
        await Context.Actions.MarkReadAsync();
    }

    private long NewestOfTheOtherSide()
    {
        var messages = Context.Snapshot.Messages;
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (!messages[i].IsOwn) return messages[i].Payload.Sequence;
        }

        return 0;
    }

    // One timer for all times and headings, due at the first change; none while the chat isn't visible.
    private void SetClock()
    {
        var isSeen = Context.IsOpen && _isPageSeen && _timeline.Rows.Count > 0;
        var due = isSeen ? _timeline.ChangesAt - Context.Now : Timeout.InfiniteTimeSpan;
        if (isSeen && due < TimeSpan.Zero) due = TimeSpan.Zero;
        _clock ??= Context.Time.CreateTimer(_ => _ = InvokeAsync(Draw), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Change(due, Timeout.InfiniteTimeSpan);
    }
}
