using Livecaller.Dashboard.Conversations;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Chooses what the list is filtered by, and saves that under a name.</summary>
public sealed partial class InboxFilterPanel
{
    [Inject] private InboxState Inbox { get; set; } = null!;

    [Inject] private FilterChoices Choices { get; set; } = null!;

    [Inject] private Colleagues Colleagues { get; set; } = null!;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => Choices.ReadAsync();

    private static string? TextOf(ChangeEventArgs e) => e.Value is string { Length: > 0 } text ? text : null;

    private Task FilterAsync(InboxFilters filters) => Inbox.FilterAsync(filters);
}
