using Microsoft.JSInterop;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>A browser with nothing but its storage.</summary>
internal sealed class Browser : IJSRuntime
{
    public Dictionary<string, string> Storage { get; } = [];

    public Func<Exception>? Fault { get; set; }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        if (Fault is not null) throw Fault();
        var key = (string)args![0]!;
        object? result = null;
        switch (identifier)
        {
            case "localStorage.getItem":
                result = Storage.GetValueOrDefault(key);
                break;
            case "localStorage.setItem":
                Storage[key] = (string)args[1]!;
                break;
            case "localStorage.removeItem":
                Storage.Remove(key);
                break;
            default:
                throw new JSException($"No function {identifier}.");
        }

        return ValueTask.FromResult((TValue)result!);
    }
}
