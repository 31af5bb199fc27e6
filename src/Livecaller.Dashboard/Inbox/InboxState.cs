using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Inbox;

/// <summary>The inbox of one operator: a list, and what changes in it. All members are used on the circuit's dispatcher.</summary>
internal sealed partial class InboxState(InboxReader reader, OperatorContext me, ILogger<InboxState> logger) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly InboxList _list = new();
    private InboxSubscription? _subscription;
    private Task _opening = Task.CompletedTask;
    private bool _isWanted;

    internal event Action? Changed;

    internal InboxTab Tab { get; private set; } = InboxTab.Waiting;

    internal string Search { get; private set; } = "";

    internal InboxFilters Filters { get; private set; } = InboxFilters.None;

    internal LoadState State { get; private set; } = LoadState.Loading;

    internal InboxCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    internal IReadOnlyList<OperatorConversationPayload> Conversations => _list.Rows;

    internal bool HasMore => _list.HasMore;

    /// <summary>Brings changes to the screen, one after the other. It completes when the next one can follow.</summary>
    internal Func<Func<Task>, Task> Deliver { get; set; } = static update => update();

    internal Task ShowAsync(InboxTab tab)
    {
        if (Tab == tab && State != LoadState.Failed)
            return Task.CompletedTask;
        Tab = tab;
        return StartOverAsync();
    }

    internal Task SearchAsync(string text)
    {
        var search = text.Trim();
        if (Search == search)
            return Task.CompletedTask;
        Search = search;
        return StartOverAsync();
    }

    /// <summary>Shows all open conversations with a tag, or, with null, those of the list again.</summary>
    internal Task FilterAsync(string? tag)
    {
        if (Filters.Tag == tag)
            return Task.CompletedTask;
        return ShowAsync(tag is null ? Tab : InboxTab.All, Filters with { Tag = tag }, Search);
    }

    /// <summary>Shows the list with other filters.</summary>
    internal Task FilterAsync(InboxFilters filters) => ShowAsync(Tab, filters, Search);

    /// <summary>Shows a list with filters and a search.</summary>
    internal Task ShowAsync(InboxTab tab, InboxFilters filters, string search)
    {
        if ((Tab, Filters, Search) == (tab, filters, search))
            return Task.CompletedTask;
        (Tab, Filters, Search) = (tab, filters, search);
        return StartOverAsync();
    }

    /// <summary>The conversation that is opened when one leaves the list: the next one, or the one before the last.</summary>
    internal ConversationId? Beside(ConversationId id)
    {
        var rows = _list.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Id == id)
                return i + 1 < rows.Count ? rows[i + 1].Id : i > 0 ? rows[i - 1].Id : null;
        }

        return rows.Count > 0 ? rows[0].Id : null;
    }

    internal Task ShowMoreAsync() => ReadMoreAsync(makesRoom: true);

    /// <summary>Opens the list again. Calls meanwhile open it once more, however many they are.</summary>
    internal Task RefreshAsync()
    {
        _isWanted = true;
        return _opening.IsCompleted ? _opening = OpenWhileWantedAsync() : _opening;
    }

    /// <summary>Hears no more changes.</summary>
    internal void Stop()
    {
        _ended.Cancel();
        _subscription?.Dispose();
    }

    public void Dispose() => Stop();

    private Task StartOverAsync()
    {
        State = LoadState.Loading;
        _list.Clear(InboxReader.Query(Tab, null, Filters), me.Id);
        Changed?.Invoke();
        return RefreshAsync();
    }

    private async Task OpenWhileWantedAsync()
    {
        try
        {
            while (_isWanted && !_ended.IsCancellationRequested)
            {
                _isWanted = false;
                await OpenAsync();
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The circuit has ended.
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private async Task OpenAsync()
    {
        var query = InboxReader.Query(Tab, Search.Length == 0 ? null : Search, Filters);
        _subscription?.Dispose();
        _subscription = null;
        var opened = await reader.SubscribeAsync(me.Caller, query, _ended.Token);
        if (opened.Value is not { } subscription)
        {
            Fail(null);
            return;
        }

        Counts = subscription.Counts;
        // The operator may have gone on to another list meanwhile; then that one is opened next.
        if (_isWanted || _ended.IsCancellationRequested)
        {
            subscription.Dispose();
            return;
        }

        _subscription = subscription;
        _list.Clear(query, me.Id);
        _list.Load(subscription.Page);
        State = LoadState.Ready;
        Changed?.Invoke();
        _ = Task.Run(() => FollowAsync(subscription));
    }

    // Not on the dispatcher, which only draws.
    private async Task FollowAsync(InboxSubscription subscription)
    {
        try
        {
            await foreach (var changes in subscription.ReadAllAsync(_ended.Token))
                await Deliver(() => ApplyAsync(subscription, changes));
            if (subscription.End is not null)
                await Deliver(() => EndAsync(subscription));
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The circuit has ended.
        }
        catch (Exception e)
        {
            await Deliver(() =>
            {
                Fail(e);
                return Task.CompletedTask;
            });
        }
    }

    private Task ApplyAsync(InboxSubscription subscription, IReadOnlyList<InboxChange> changes)
    {
        if (subscription != _subscription)
            return Task.CompletedTask;
        foreach (var change in changes)
        {
            if (change is InboxCountsChanged(var counts))
                Counts = counts;
            else
                _list.Apply(change);
        }

        Changed?.Invoke();
        return _list.IsShort ? ReadMoreAsync(makesRoom: false) : Task.CompletedTask;
    }

    private Task EndAsync(InboxSubscription subscription)
    {
        if (subscription == _subscription)
            Fail(null);
        return Task.CompletedTask;
    }

    private async Task ReadMoreAsync(bool makesRoom)
    {
        if (_subscription is not { } subscription || _list.Rows.Count == 0)
            return;
        var more = await reader.ReadMoreAsync(subscription, _list.Rows[^1].Id, _ended.Token);
        if (subscription != _subscription)
            return;
        if (more.Value is { } page)
            _list.AddPage(page, makesRoom);
        else
            State = LoadState.Failed;
        Changed?.Invoke();
    }

    private void Fail(Exception? fault)
    {
        if (fault is not null)
            LogReadFailed(fault);
        State = LoadState.Failed;
        Changed?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The inbox could not be read.")]
    private partial void LogReadFailed(Exception e);
}
