using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Storage;

/// <summary>
/// Keeps the session in the browser's <c>localStorage</c>. Where the browser blocks it (private mode, a sandboxed frame, a full quota)
/// the session is kept in memory and a warning is logged.
/// </summary>
/// <param name="js">The browser: in server mode the circuit's.</param>
/// <param name="key">The key of the entry.</param>
/// <param name="logger">The logger for the warning; null for none.</param>
public sealed partial class BrowserSessionStore(IJSRuntime js, string key, ILogger<BrowserSessionStore>? logger = null) : ISessionStore
{
    private readonly ILogger _logger = logger ?? NullLogger<BrowserSessionStore>.Instance;
    private readonly MemorySessionStore _memory = new();
    private volatile Exception? _failure;

    /// <inheritdoc />
    public Exception? Failure => _failure;

    /// <inheritdoc />
    /// <remarks>An IndexedDB of the key's name and <c>.outbox</c>.</remarks>
    public IOutboxStore Outbox { get; } = new BrowserOutboxStore(js, key + ".outbox", logger);

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">There is no browser yet: the page is being prerendered.</exception>
    public async ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default)
    {
        string? text = null;
        var loaded = await TryAsync(async () => text = await js.InvokeAsync<string?>("localStorage.getItem", cancellationToken, key));
        return loaded ? text : await _memory.LoadAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask SaveAsync(string text, CancellationToken cancellationToken = default)
    {
        if (!await TryAsync(() => js.InvokeVoidAsync("localStorage.setItem", cancellationToken, key, text)))
            await _memory.SaveAsync(text, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask ClearAsync(CancellationToken cancellationToken = default)
    {
        await _memory.ClearAsync(cancellationToken);
        await TryAsync(() => js.InvokeVoidAsync("localStorage.removeItem", cancellationToken, key));
    }

    /// <inheritdoc />
    public async ValueTask SetAsideAsync(CancellationToken cancellationToken = default)
    {
        var text = await LoadAsync(cancellationToken);
        if (text is not null) await TryAsync(() => js.InvokeVoidAsync("localStorage.setItem", cancellationToken, key + ".unreadable", text));
        await ClearAsync(cancellationToken);
    }

    private async ValueTask<bool> TryAsync(Func<ValueTask> access)
    {
        if (_failure is not null) return false;
        try
        {
            await access();
            return true;
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed, so nothing needs to be stored.
            return false;
        }
        catch (JSException e)
        {
            _failure = e;
            LogBlocked(e);
            return false;
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException(
                "The browser's storage cannot be reached while the page is prerendered: ask for the client in OnAfterRenderAsync.", e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The browser blocks localStorage: the chat's session lasts only until the page is left.")]
    private partial void LogBlocked(Exception exception);
}
