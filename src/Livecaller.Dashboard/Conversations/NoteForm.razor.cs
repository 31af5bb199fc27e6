using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Writes a note, which only operators see.</summary>
public sealed partial class NoteForm
{
    // The text belongs to the browser until it is stored.
    private string _initial = "";

    [Inject] private OpenConversation Open { get; set; } = null!;

    [Inject] private ConversationNotes Notes { get; set; } = null!;

    [Inject] private Drafts Drafts { get; set; } = null!;

    private string Draft => Open.Id is { } id ? Drafts[id, ComposerMode.Note] : "";

    /// <inheritdoc />
    protected override void OnInitialized() => _initial = Draft;

    private void OnInput(ChangeEventArgs e)
    {
        if (Open.Id is { } id)
            Drafts[id, ComposerMode.Note] = e.Value as string ?? "";
    }

    private Task AddAsync()
    {
        if (Open.Id is not { } id || InvisibleText.IsBlank(Draft))
            return Task.CompletedTask;
        var text = Draft;
        Drafts[id, ComposerMode.Note] = "";
        return Notes.AddAsync(text);
    }
}
