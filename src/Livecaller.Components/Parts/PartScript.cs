using System.Diagnostics.CodeAnalysis;
using Microsoft.JSInterop;

namespace Livecaller.Components;

/// <summary>
/// The script of a part: imported when the part is on the page, attached to its elements, and disposed of with it. In server mode each step takes as
/// long as the connection does. A part that is gone by then has no elements, and an exception would end the whole circuit.
/// </summary>
/// <param name="js">The browser.</param>
/// <param name="path">The path of the module from the document's base.</param>
internal class PartScript(IJSRuntime js, string path) : IAsyncDisposable
{
    private const DynamicallyAccessedMemberTypes JsonMembers =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;

    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;
    private bool _isGone;

    /// <summary>Whether the part is there, and its script is attached.</summary>
    public bool IsAttached => _attached is not null && !_isGone;

    /// <summary>Imports the module and calls the function that attaches it to the part's elements, unless the part is gone by then.</summary>
    /// <param name="function">The function. It returns an object with a function <c>dispose</c>, which receives the later calls.</param>
    /// <param name="arguments">Its arguments.</param>
    public Task AttachAsync(string function, params object?[] arguments) => TryAsync(async module =>
    {
        _attached = await module.InvokeAsync<IJSObjectReference>(function, arguments);
        return true;
    });

    /// <summary>Calls another function of the module; returns the default value where the part is gone.</summary>
    public Task<TValue?> CallAsync<[DynamicallyAccessedMembers(JsonMembers)] TValue>(string function, params object?[] arguments) =>
        TryAsync(async module => await module.InvokeAsync<TValue?>(function, arguments));

    /// <summary>Calls another function of the module, which waits for a person. Other calls are canceled after a minute.</summary>
    public Task<TValue?> CallWithinAsync<[DynamicallyAccessedMembers(JsonMembers)] TValue>(TimeSpan timeout, string function, params object?[] arguments) =>
        TryAsync(async module => await module.InvokeAsync<TValue?>(function, timeout, arguments));

    /// <summary>Calls the attached script, if there is one.</summary>
    public async ValueTask TellAsync(string function, params object?[] arguments)
    {
        if (IsAttached) await TryAsync(async _ => await _attached!.InvokeAsync<object?>(function, arguments));
    }

    /// <summary>Asks the attached script, if there is one.</summary>
    public async ValueTask<TValue?> AskAsync<[DynamicallyAccessedMembers(JsonMembers)] TValue>(string function) =>
        IsAttached ? await TryAsync(async _ => await _attached!.InvokeAsync<TValue?>(function)) : default;

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        _isGone = true;
        await ReleaseAsync();
    }

    /// <summary>Handles an exception of a script whose part and browser are still there.</summary>
    protected virtual bool Handle(Exception exception) => false;

    private async Task<T?> TryAsync<T>(Func<IJSObjectReference, Task<T>> call)
    {
        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", path);
            return _isGone ? default : await call(_module);
        }
        catch (Exception e) when (_isGone || IsBrowserGone(e) || Handle(e))
        {
            return default;
        }
        finally
        {
            if (_isGone) await ReleaseAsync();
        }
    }

    private async Task ReleaseAsync()
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
        catch (Exception e) when (IsBrowserGone(e) || Handle(e))
        {
            // The tab is closed.
        }
    }

    private static bool IsBrowserGone(Exception e) => e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;
}

/// <summary>The script of a part that it calls back.</summary>
/// <param name="js">The browser.</param>
/// <param name="path">The path of the module from the document's base.</param>
/// <param name="part">The part, which the script gets as the last argument.</param>
internal sealed class PartScript<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TPart>(IJSRuntime js, string path, TPart part)
    : PartScript(js, path)
    where TPart : class
{
    private readonly DotNetObjectReference<TPart> _self = DotNetObjectReference.Create(part);

    /// <inheritdoc cref="PartScript.AttachAsync"/>
    public new Task AttachAsync(string function, params object?[] arguments) => base.AttachAsync(function, [.. arguments, _self]);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _self.Dispose();
    }
}
