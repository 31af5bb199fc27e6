using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>A browser that takes its time with modules, as one at the end of a long line does.</summary>
/// <typeparam name="TPart">The part whose reference the modules get.</typeparam>
internal sealed class SlowBrowser<TPart> : IJSRuntime, IJSObjectReference where TPart : class
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inUse;

    /// <summary>Ends when every module, and everything that one handed out, was given back.</summary>
    public Task Left => _left.Task;

    public void Load() => _loaded.SetResult();

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        if (identifier == "import") await _loaded.Task;

        // As when they are written down for the browser.
        foreach (var reference in (args ?? []).OfType<DotNetObjectReference<TPart>>()) Assert.NotNull(reference.Value);
        if (typeof(TValue) != typeof(IJSObjectReference)) return default!;
        Interlocked.Increment(ref _inUse);
        return (TValue)(object)this;
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Decrement(ref _inUse) == 0) _left.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
