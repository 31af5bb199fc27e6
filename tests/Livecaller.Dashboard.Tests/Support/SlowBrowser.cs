using Livecaller.Dashboard.Conversations;
using Microsoft.JSInterop;

namespace Livecaller.Dashboard.Tests.Support;

/// <summary>A browser behind a slow line: scripts come when the test says so, and what they find then is not what was there when they were asked for.</summary>
internal sealed class SlowBrowser : IJSRuntime
{
    private readonly List<TaskCompletionSource> _asked = [];
    private ConversationPane[]? _present;
    private bool _answers;

    /// <summary>Calls that carried a part of the page that was gone.</summary>
    internal int CallsOfGoneParts { get; private set; }

    /// <summary>The script objects that nobody has let go of.</summary>
    internal int Held { get; private set; }

    /// <summary>Answers everything from now on; without <paramref name="present"/> every call finds its element gone.</summary>
    internal void Answer(ConversationPane[]? present)
    {
        (_answers, _present) = (true, present);
        foreach (var call in _asked)
            call.TrySetResult();
    }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => CallAsync<TValue>(identifier, args);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => CallAsync<TValue>(identifier, args);

    private async ValueTask<TValue> CallAsync<TValue>(string identifier, object?[]? args)
    {
        if (!_answers)
        {
            var call = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked.Add(call);
            await call.Task;
        }

        if (identifier != "import" && _present is null)
            throw new JSException($"{identifier}: the element is null.");
        if (args?.OfType<DotNetObjectReference<ConversationPane>>().FirstOrDefault() is { } part && !_present!.Contains(part.Value))
        {
            CallsOfGoneParts++;
            throw new JSException($"{identifier}: the element is null.");
        }

        if (typeof(TValue) != typeof(IJSObjectReference))
            return default!;
        Held++;
        return (TValue)(object)new Script(this);
    }

    private sealed class Script(SlowBrowser browser) : IJSObjectReference
    {
        private bool _isLetGo;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => browser.CallAsync<TValue>(identifier, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            browser.CallAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            if (!_isLetGo)
                browser.Held--;
            _isLetGo = true;
            return ValueTask.CompletedTask;
        }
    }
}
