using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.EndToEnd.Running;

namespace Livecaller.EndToEnd.People;

/// <summary>A visitor without a browser.</summary>
internal sealed class VisitorApi : IDisposable
{
    private readonly HttpClient _http;

    private VisitorApi(Uri address)
    {
        _http = new() { BaseAddress = new Uri(address, "/v1/widget/") };
        _http.DefaultRequestHeaders.Add("X-LC-Widget", LivecallerProcess.WidgetId);
    }

    /// <summary>The conversation that the visitor has started.</summary>
    public string Conversation { get; private set; } = "";

    /// <summary>Starts a conversation as somebody new.</summary>
    public static async Task<VisitorApi> AskAsync(Uri address, string text, IReadOnlyDictionary<string, string>? fields, CancellationToken cancellationToken)
    {
        var visitor = new VisitorApi(address);
        var session = await visitor.PostAsync("auth/login", new { }, cancellationToken);
        visitor._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("auth").GetProperty("access_token").GetString());
        var started = await visitor.PostAsync("conversations", new { fields, message = new { id = Guid.NewGuid(), content = text } }, cancellationToken);
        visitor.Conversation = started.GetProperty("data").GetProperty("id").GetString()!;
        return visitor;
    }

    /// <summary>The texts that the visitor sees, in their order.</summary>
    public async Task<string[]> ReadAsync(CancellationToken cancellationToken)
    {
        var messages = await _http.GetFromJsonAsync<JsonElement>($"conversations/{Conversation}/messages", cancellationToken);
        return [.. messages.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("content").GetString()!)];
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
