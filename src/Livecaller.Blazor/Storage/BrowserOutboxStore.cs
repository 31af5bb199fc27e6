using System.Diagnostics.CodeAnalysis;
using Livecaller.Blazor.Attachments;
using Livecaller.Components.Attachments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Storage;

/// <summary>
/// Keeps unsent messages and their files in the browser's IndexedDB. Where the browser blocks it (private mode, a sandboxed frame),
/// they are kept in memory and a warning is logged.
/// </summary>
/// <param name="js">The browser: in server mode the circuit's.</param>
/// <param name="name">The name of the database.</param>
/// <param name="logger">The logger for the warning; null for none.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody takes holds nothing.")]
public sealed partial class BrowserOutboxStore(IJSRuntime js, string name, ILogger? logger = null) : IOutboxStore
{
    private readonly ILogger _logger = logger ?? NullLogger.Instance;
    private readonly IOutboxStore _memory = IOutboxStore.CreateInMemory();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private IJSObjectReference? _database;
    private volatile Exception? _failure;

    /// <inheritdoc />
    public Exception? Failure => _failure;

    /// <inheritdoc />
    public async ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default) =>
        await OpenAsync(cancellationToken) is { } database
            ? await database.InvokeAsync<Dictionary<string, string>>("load", cancellationToken)
            : await _memory.LoadAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default)
    {
        if (await OpenAsync(cancellationToken) is { } database) await database.InvokeVoidAsync("save", cancellationToken, key, text);
        else await _memory.SaveAsync(key, text, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask SaveFileAsync(string key, int number, Stream content, CancellationToken cancellationToken = default)
    {
        if (await OpenAsync(cancellationToken) is not { } database)
        {
            await _memory.SaveFileAsync(key, number, content, cancellationToken);
        }
        else if (content is BrowserFileStream { Position: 0 } file)
        {
            // It is in the browser already, and stays there.
            await database.InvokeVoidAsync("saveFile", cancellationToken, key, number, file.Blob);
        }
        else
        {
            using var stream = new DotNetStreamReference(content, leaveOpen: true);
            await database.InvokeVoidAsync("saveFile", cancellationToken, key, number, stream);
        }
    }

    /// <inheritdoc />
    public async ValueTask<Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default)
    {
        if (await OpenAsync(cancellationToken) is not { } database) return await _memory.OpenFileAsync(key, number, cancellationToken);
        try
        {
            var blob = await database.InvokeAsync<IJSObjectReference>("openFile", cancellationToken, key, number);
            return new BrowserFileStream(blob, await blob.GetValueAsync<long>("size", cancellationToken), ownsBlob: true);
        }
        catch (JSException e)
        {
            throw new FileNotFoundException("The browser has no such file of the message any more.", e);
        }
    }

    /// <inheritdoc />
    public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        if (await OpenAsync(cancellationToken) is { } database) await database.InvokeVoidAsync("remove", cancellationToken, key);
        else await _memory.RemoveAsync(key, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask SetAsideAsync(string key, CancellationToken cancellationToken = default)
    {
        if (await OpenAsync(cancellationToken) is { } database) await database.InvokeVoidAsync("setAside", cancellationToken, key);
        else await _memory.SetAsideAsync(key, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask ClearAsync(CancellationToken cancellationToken = default)
    {
        await _memory.ClearAsync(cancellationToken);
        if (await OpenAsync(cancellationToken) is { } database) await database.InvokeVoidAsync("clear", cancellationToken);
    }

    /// <summary>Opens the database once; null where the browser has none for us.</summary>
    private async ValueTask<IJSObjectReference?> OpenAsync(CancellationToken cancellationToken)
    {
        if (_failure is not null || _database is not null) return _database;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_failure is not null || _database is not null) return _database;
            await using var module = await js.InvokeAsync<IJSObjectReference>(
                "import", cancellationToken, "./_content/Livecaller.Blazor/outbox.js");
            return _database = await module.InvokeAsync<IJSObjectReference>("open", cancellationToken, name);
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed, so nothing needs to be stored.
            return null;
        }
        catch (JSException e)
        {
            _failure = e;
            LogBlocked(e);
            return null;
        }
        finally
        {
            _opening.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The browser blocks IndexedDB: messages that cannot be sent at once last only until the page is left.")]
    private partial void LogBlocked(Exception exception);
}
