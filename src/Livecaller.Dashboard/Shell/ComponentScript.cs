using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Livecaller.Dashboard.Shell;

/// <summary>
/// A component's calls into the browser. Each takes as long as the line does, and by then the component may be gone, with its elements, or the browser itself.
/// An exception would end the whole circuit, so none gets out; what a script does is never more than a convenience.
/// </summary>
internal sealed partial class ComponentScript(IJSRuntime js, ILogger<ComponentScript> logger) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;
    private bool _isGone;

    /// <summary>Imports the module and calls a function of it, unless the component is gone by then. The function answers with an object that has <c>stop()</c>.</summary>
    internal Task AttachAsync(string function, params object?[] arguments) => TryAsync(async module =>
    {
        _attached = await module.InvokeAsync<IJSObjectReference>(function, arguments);
        return true;
    });

    /// <summary>The same for a function that leaves nothing behind; null where there is no answer.</summary>
    internal Task<T?> CallAsync<T>(string function, params object?[] arguments) =>
        TryAsync(async module => await module.InvokeAsync<T?>(function, arguments));

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        await LetGoAsync();
    }

    private async Task<T?> TryAsync<T>(Func<IJSObjectReference, Task<T>> call)
    {
        try
        {
            _module ??= await js.InvokeAsync<IJSObjectReference>("import", DashboardScript.Path);
            return _isGone ? default : await call(_module);
        }
        catch (Exception e) when (_isGone || IsBrowserGone(e))
        {
            return default;
        }
        catch (Exception e)
        {
            LogFailed(e);
            return default;
        }
        finally
        {
            if (_isGone)
                await LetGoAsync();
        }
    }

    private async Task LetGoAsync()
    {
        var (attached, module) = (_attached, _module);
        (_attached, _module) = (null, null);
        try
        {
            if (attached is not null)
            {
                await attached.InvokeVoidAsync("stop");
                await attached.DisposeAsync();
            }

            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception e)
        {
            if (!IsBrowserGone(e))
                LogFailed(e);
        }
    }

    private static bool IsBrowserGone(Exception e) => e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A script of the dashboard failed.")]
    private partial void LogFailed(Exception e);
}

/// <summary>Creates what a component calls the browser with. The container would keep each until the circuit ends.</summary>
internal sealed class ComponentScripts(IJSRuntime js, ILogger<ComponentScript> logger)
{
    internal ComponentScript Create() => new(js, logger);
}
