using Livecaller.Dashboard.Hosting;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Writes a note, which only operators see.</summary>
public sealed partial class NoteForm
{
    private readonly TextParts _parts = new();

    // The text belongs to the browser until it is stored.
    private string _initial = "";

    [Inject] private OpenConversation Open { get; set; } = null!;

    [Inject] private ConversationNotes Notes { get; set; } = null!;

    [Inject] private Drafts Drafts { get; set; } = null!;

    private string Draft => Open.Id is { } id ? Drafts[id, ComposerMode.Note] : "";

    /// <inheritdoc />
    protected override void OnInitialized() => _initial = Draft;

    private void OnPart(TextPartEventArgs e)
    {
        if (_parts.Take(e) is { } text)
            Write(text);
    }

    private void Write(string? text)
    {
        if (Open.Id is { } id)
            Drafts[id, ComposerMode.Note] = text ?? "";
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
