using System.Diagnostics.CodeAnalysis;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Chat;

/// <summary>
/// A part's own script: imported when the part is on the page, attached to its elements, and let go of with it. In server mode that takes as long
/// as the line does. A part that is gone by then has no elements, and an exception would end the whole circuit.
/// </summary>
/// <param name="js">The browser.</param>
/// <param name="path">Where the module is, below the component's own files.</param>
/// <param name="part">What the script calls back.</param>
internal sealed class PartScript<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TPart>(
    IJSRuntime js, string path, TPart part) : IAsyncDisposable
    where TPart : class
{
    private readonly DotNetObjectReference<TPart> _self = DotNetObjectReference.Create(part);
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;
    private bool _isGone;

    /// <summary>Whether the part is there, and its script knows it.</summary>
    public bool IsAttached => _attached is not null && !_isGone;

    /// <summary>Imports the module and calls the function that knows the part's elements, unless the part is gone by then.</summary>
    /// <param name="function">The function; the calls of this object go to what it returns.</param>
    /// <param name="arguments">What it gets. After them comes the part.</param>
    public async Task AttachAsync(string function, params object?[] arguments)
    {
        _module = await js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/" + path);
        if (!_isGone) _attached = await _module.InvokeAsync<IJSObjectReference>(function, [.. arguments, _self]);
        if (_isGone) await LetGoAsync();
    }

    /// <summary>Calls another function of the module; nothing comes back from a part that is gone.</summary>
    public async ValueTask<TValue?> AskModuleAsync<[DynamicallyAccessedMembers(JsonMembers)] TValue>(string function) =>
        _module is null || _isGone ? default : await _module.InvokeAsync<TValue?>(function);

    /// <summary>Calls the part's script, if it is attached.</summary>
    public ValueTask TellAsync(string function, params object?[] arguments) =>
        IsAttached ? _attached!.InvokeVoidAsync(function, arguments) : ValueTask.CompletedTask;

    /// <summary>Asks the part's script, if it is attached.</summary>
    public async ValueTask<TValue?> AskAsync<[DynamicallyAccessedMembers(JsonMembers)] TValue>(string function) =>
        IsAttached ? await _attached!.InvokeAsync<TValue?>(function) : default;

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        await LetGoAsync();
        _self.Dispose();
    }

    private const DynamicallyAccessedMemberTypes JsonMembers =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;

    private async ValueTask LetGoAsync()
    {
        var (attached, module) = (_attached, _module);
        (_attached, _module) = (null, null);
        try
        {
            if (attached is not null)
            {
                await attached.InvokeVoidAsync("dispose");
                await attached.DisposeAsync();
            }

            if (module is not null) await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and everything in it.
        }
    }
}
