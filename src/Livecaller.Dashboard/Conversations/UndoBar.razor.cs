using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Tells of messages of other conversations that can still be taken back.</summary>
public sealed partial class UndoBar : IDisposable
{
    [Inject] private OpenConversation Open { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IEnumerable<(ConversationId Id, OutgoingMessage Message)> Others => Open.Held.Where(h => h.Id != Open.Id);

    /// <inheritdoc />
    protected override void OnInitialized() => Open.Changed += StateHasChanged;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => Open.ReadHeldAsync();

    /// <inheritdoc />
    public void Dispose() => Open.Changed -= StateHasChanged;

    // The text is in the draft, which the conversation opens with.
    private async Task UndoAsync(ConversationId id, MessageId messageId)
    {
        if (await Open.UndoAsync(id, messageId) is not null)
            Navigation.NavigateTo("c/" + Uri.EscapeDataString(id.Value));
    }
}
