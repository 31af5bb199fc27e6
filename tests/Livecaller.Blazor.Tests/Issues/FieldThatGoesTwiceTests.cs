using Bunit;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Composing;
using Livecaller.Blazor.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>
/// A conversation that is closed while its field asks what can be recorded: the field gave back what it had twice over, one of them to nobody, and
/// in server mode the exception ended the whole circuit.
/// </summary>
public sealed class FieldThatGoesTwiceTests : BunitContext
{
    [Fact]
    public async Task Goes_quietly()
    {
        var browser = new HesitantBrowser();
        Services.AddSingleton<IJSRuntime>(browser);
        var shown = Render<CascadingValue<ChatContext>>(p => p.Add(c => c.Value, new Scripted().Context()).AddChildContent<Composer>());
        var field = shown.FindComponent<Composer>().Instance;

        var going = shown.InvokeAsync(async () => await field.DisposeAsync());
        await shown.InvokeAsync(browser.Answers);
        await shown.InvokeAsync(browser.Leaves);
        await going;

        Assert.False(Renderer.UnhandledException.IsCompleted);
        Assert.Equal(0, browser.InUse);
    }

    /// <summary>One that takes its time to say what can be recorded, and to let go of a field.</summary>
    private sealed class HesitantBrowser : IJSRuntime, IJSObjectReference
    {
        private readonly TaskCompletionSource _answer = new();
        private readonly TaskCompletionSource _leave = new();

        public int InUse { get; private set; }

        public void Answers() => _answer.SetResult();

        public void Leaves() => _leave.SetResult();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (identifier == "recordable") await _answer.Task;
            if (identifier == "dispose") await _leave.Task;
            if (typeof(TValue) != typeof(IJSObjectReference)) return default!;
            InUse++;
            return (TValue)(object)this;
        }

        public ValueTask DisposeAsync()
        {
            InUse--;
            return ValueTask.CompletedTask;
        }
    }
}
