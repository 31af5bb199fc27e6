using Livecaller.Dashboard.Shell;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Writes replies and notes.</summary>
public sealed partial class Composer : IAsyncDisposable
{
    private ComponentScript _script = null!;
    private ElementReference _box;

    [Inject] private ComponentScripts Scripts { get; set; } = null!;

    [Inject] private SuggestionLists Lists { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized() => _script = Scripts.Create();

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await _script.CallAsync<object>("compose", _box);
        await Lists.SendAsync(_script);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _script.DisposeAsync();
}
