using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Dashboard.Shell;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>A note between the messages.</summary>
public sealed partial class NoteBubble : IAsyncDisposable
{
    private ComponentScript _script = null!;
    private IReadOnlyList<(string Text, bool IsMention)> _parts = [];

    /// <summary>The stored note; null for one that isn't.</summary>
    [Parameter] public NotePayload? Note { get; set; }

    /// <summary>The id of a note that isn't stored yet.</summary>
    [Parameter] public string? OutgoingId { get; set; }

    /// <summary>The text of a note that isn't stored yet.</summary>
    [Parameter] public string? Content { get; set; }

    /// <summary>Why it was refused; null while it is being stored.</summary>
    [Parameter] public string? Failure { get; set; }

    [Inject] private ConversationNotes Notes { get; set; } = null!;

    [Inject] private Colleagues Colleagues { get; set; } = null!;

    [Inject] private OperatorContext Me { get; set; } = null!;

    [Inject] private Clock Clock { get; set; } = null!;

    [Inject] private ComponentScripts Scripts { get; set; } = null!;

    private bool IsMine => Note is null || Note.Author.Id == Me.Id;

    private string AuthorName => SafeText.Name(Note?.Author.Name ?? Me.Operator.Name);

    /// <inheritdoc />
    protected override void OnInitialized() => _script = Scripts.Create();

    /// <inheritdoc />
    protected override void OnParametersSet() => _parts = MentionText.Split(
        SafeText.Body(Note?.Content ?? Content ?? ""),
        Note is null ? Colleagues.Team.Select(o => o.Name) : Note.Mentions.Select(o => o.Name));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private Task Retry() => Notes.RetryAsync(OutgoingId!);

    // The text goes back to where it was written.
    private async Task EditAsync()
    {
        await _script.CallAsync<object>("editNote", Content);
        Notes.Discard(OutgoingId!);
    }
}
