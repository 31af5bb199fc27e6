using Livecaller.Dashboard.Localization;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Inbox;

/// <summary>What the list is filtered by.</summary>
public sealed partial class InboxFilterChips : IDisposable
{
    [Inject] private InboxState Inbox { get; set; } = null!;

    [Inject] private FilterChoices Choices { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IEnumerable<(string Kind, string Text, InboxFilters Without)> Chips
    {
        get
        {
            var filters = Inbox.Filters;
            if (filters.DepartmentId is { } department)
                yield return ("department", Choices.NameOf(department), filters with { DepartmentId = null });
            if (filters.OperatorId is { } assignee)
                yield return ("operator", Choices.NameOf(assignee), filters with { OperatorId = null });
            if (filters.Tag is { } tag)
                yield return ("tag", TimeText.Format(Texts.TagFilter, SafeText.Isolated(tag)), filters with { Tag = null });
        }
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Inbox.Changed += OnChanged;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => ReadAsync();

    /// <inheritdoc />
    public void Dispose() => Inbox.Changed -= OnChanged;

    private void OnChanged()
    {
        StateHasChanged();
        _ = ReadAsync();
    }

    // The names, where there is something to be named.
    private async Task ReadAsync()
    {
        if (Inbox.Filters is { DepartmentId: null, OperatorId: null } || Choices.IsRead)
            return;
        await Choices.ReadAsync();
        StateHasChanged();
    }

    private Task ClearAsync(InboxFilters without)
    {
        // An address with the filter would filter by it again.
        if (Navigation.Uri.Contains('?', StringComparison.Ordinal))
            Navigation.NavigateTo(Navigation.ToBaseRelativePath(Navigation.Uri).Split('?')[0]);
        return Inbox.FilterAsync(without);
    }
}
