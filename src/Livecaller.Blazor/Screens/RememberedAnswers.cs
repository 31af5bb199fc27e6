using Microsoft.JSInterop;

namespace Livecaller.Blazor.Screens;

/// <summary>
/// Keeps the form's answers in the browser for the next conversation: one visitor's, and gone when another one signs in or this one leaves.
/// Where the browser keeps nothing, nothing is remembered.
/// </summary>
internal sealed class RememberedAnswers(IJSRuntime js)
{
    private const string Key = "livecaller.form";

    public async Task KeepAsync(VisitorId visitor, IReadOnlyDictionary<string, string> answers)
    {
        var pairs = answers.Where(a => a.Value.Length > 0).Select(a => $"{Uri.EscapeDataString(a.Key)}={Uri.EscapeDataString(a.Value)}");
        await TryAsync(() => js.InvokeVoidAsync("localStorage.setItem", Key, $"{visitor}?{string.Join('&', pairs)}"));
    }

    public async Task<IReadOnlyDictionary<string, string>> RecallAsync(VisitorId visitor)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = await LoadAsync();
        if (text is null || !text.StartsWith($"{visitor}?", StringComparison.Ordinal)) return answers;
        foreach (var pair in text[(text.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is [var name, var answer]) answers[Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(answer);
        }

        return answers;
    }

    /// <summary>Forgets what anybody else than this visitor answered; null for nobody.</summary>
    public async Task ForgetOthersAsync(VisitorId? visitor)
    {
        if (await LoadAsync() is not { } text || (visitor is { } id && text.StartsWith($"{id}?", StringComparison.Ordinal))) return;
        await TryAsync(() => js.InvokeVoidAsync("localStorage.removeItem", Key));
    }

    private async Task<string?> LoadAsync()
    {
        string? text = null;
        await TryAsync(async () => text = await js.InvokeAsync<string?>("localStorage.getItem", Key));
        return text;
    }

    private static async Task TryAsync(Func<ValueTask> access)
    {
        try
        {
            await access();
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException)
        {
            // Blocked, full, or the tab is gone: the form is empty the next time.
        }
    }
}
