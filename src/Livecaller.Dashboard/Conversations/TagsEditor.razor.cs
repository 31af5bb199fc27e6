using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Shell;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>The tags of the open conversation.</summary>
public sealed partial class TagsEditor : IAsyncDisposable
{
    private ComponentScript _script = null!;
    private string? _text;
    private string? _error;

    [Inject] private OpenConversation Open { get; set; } = null!;

    [Inject] private ConversationNotes Notes { get; set; } = null!;

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    [Inject] private ComponentScripts Scripts { get; set; } = null!;

    private IReadOnlyList<string> Tags => Notes.Tags ?? Open.Conversation?.Tags ?? [];

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _script = Scripts.Create();
        Notes.Changed += StateHasChanged;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Notes.Changed -= StateHasChanged;
        return _script.DisposeAsync();
    }

    private async Task OfferAsync()
    {
        var (all, _) = await Calls.CallAsync((INoteService service, OperatorCaller me) => service.ListTagsAsync(me));
        if (all is not null)
            await _script.CallAsync<object>("offerTags", all.Data);
    }

    // The browser has emptied the field.
    private Task AddAsync()
    {
        var tag = _text?.Trim() ?? "";
        _text = null;
        return tag.Length == 0 ? Task.CompletedTask : SetAsync(Tags.Append(tag));
    }

    private async Task SetAsync(IEnumerable<string> tags) => _error = await Notes.SetTagsAsync([.. tags]);
}
