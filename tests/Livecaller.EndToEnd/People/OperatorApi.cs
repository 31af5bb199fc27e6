using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Livecaller.EndToEnd.Running;

namespace Livecaller.EndToEnd.People;

/// <summary>An operator without a dashboard: a bot, or a tool of the shop's.</summary>
internal sealed class OperatorApi : IDisposable
{
    private readonly HttpClient _http;

    private OperatorApi(Uri address) => _http = new() { BaseAddress = new Uri(address, "/v1/operator/") };

    public static async Task<OperatorApi> SignInAsync(Uri address, CancellationToken cancellationToken)
    {
        var api = new OperatorApi(address);
        var session = await api.PostAsync("auth/login", new { email = LivecallerProcess.OperatorEmail, password = LivecallerProcess.OperatorPassword }, cancellationToken);
        var token = session.GetProperty("auth").GetProperty("access_token").GetString();
        api._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return api;
    }

    /// <summary>Has the dashboard send messages at once: only the tests of undoing wait for them.</summary>
    public static async Task SendAtOnceAsync(Uri address, CancellationToken cancellationToken)
    {
        using var api = await SignInAsync(address, cancellationToken);
        using var answer = await api._http.PatchAsJsonAsync("me", new { undo_send = false }, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Blocks an address.</summary>
    public Task BlockAsync(string address, CancellationToken cancellationToken) => PostAsync("blocks", new { address, reason = "Spam" }, cancellationToken);

    /// <summary>The id of the one conversation whose newest message has this text.</summary>
    public async Task<string> FindAsync(string newest, CancellationToken cancellationToken)
    {
        var list = await _http.GetFromJsonAsync<JsonElement>("conversations", cancellationToken);
        return list.GetProperty("data").EnumerateArray()
            .Single(c => c.GetProperty("last_message").GetProperty("content").GetString() == newest)
            .GetProperty("id").GetString()!;
    }

    /// <summary>The name of the visitor in a conversation.</summary>
    public async Task<string?> VisitorNameAsync(string conversation, CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>($"conversations/{conversation}", cancellationToken);
        return answer.GetProperty("data").GetProperty("visitor").GetProperty("name").GetString();
    }

    public Task SaysAsync(string conversation, string text, CancellationToken cancellationToken) =>
        PostAsync($"conversations/{conversation}/messages", new { id = Guid.NewGuid(), content = text }, cancellationToken);

    /// <summary>The status of a conversation.</summary>
    public async Task<string?> StatusAsync(string conversation, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonElement>($"conversations/{conversation}", cancellationToken)).GetProperty("data").GetProperty("status").GetString();

    public Task NoteAsync(string conversation, string text, CancellationToken cancellationToken) =>
        PostAsync($"conversations/{conversation}/notes", new { id = Guid.NewGuid(), content = text }, cancellationToken);

    public async Task TagAsync(string conversation, string[] tags, CancellationToken cancellationToken)
    {
        using var answer = await _http.PutAsJsonAsync($"conversations/{conversation}/tags", new { tags }, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Waits until the server has a draft of a reply.</summary>
    public async Task WaitForDraftAsync(string text, CancellationToken cancellationToken)
    {
        while (!(await _http.GetFromJsonAsync<JsonElement>("drafts", cancellationToken)).GetProperty("data").EnumerateArray()
            .Any(draft => draft.TryGetProperty("reply", out var reply) && reply.GetString() == text))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
    }

    /// <summary>Adds a canned reply for everybody.</summary>
    public Task AddCannedReplyAsync(string shortcut, string text, CancellationToken cancellationToken) =>
        PostAsync("canned-replies", new { shortcut, content = text, is_shared = true }, cancellationToken);

    /// <summary>Invites an operator, who accepts.</summary>
    public async Task InviteAsync(string name, string email, CancellationToken cancellationToken)
    {
        var invited = await PostAsync("operators", new { name, email, role = "operator" }, cancellationToken);
        await PostAsync(
            "auth/invitation", new { token = invited.GetProperty("invitation").GetProperty("token").GetString(), name, password = LivecallerProcess.OperatorPassword + "-2" }, cancellationToken);
    }

    /// <summary>How the visitor found a conversation; null when they have not said.</summary>
    public async Task<int?> RatingAsync(string conversation, CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>($"conversations/{conversation}", cancellationToken);
        return answer.GetProperty("data").TryGetProperty("rating", out var rating) && rating.ValueKind == JsonValueKind.Number ? rating.GetInt32() : null;
    }

    /// <summary>Changes what is given of the widget.</summary>
    public async Task ChangeWidgetAsync(object change, CancellationToken cancellationToken)
    {
        using var answer = await _http.PatchAsJsonAsync($"widgets/{LivecallerProcess.WidgetId}", change, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Adds a department that is there one day in the week.</summary>
    public Task AddDepartmentAsync(string name, DayOfWeek day, CancellationToken cancellationToken) => PostAsync("departments", new
    {
        widget_id = LivecallerProcess.WidgetId,
        display_name = name,
        time_group = new { timezone = "UTC", opening_hours = new[] { new { day = day.ToString().ToLowerInvariant(), from = "09:30", to = "18:00" } } },
    }, cancellationToken);

    /// <summary>The files of a conversation, in their order.</summary>
    public async Task<IReadOnlyList<(string Name, JsonElement Json, byte[] Bytes)>> FilesOfAsync(string conversation, CancellationToken cancellationToken)
    {
        var messages = await _http.GetFromJsonAsync<JsonElement>($"conversations/{conversation}/messages", cancellationToken);
        var files = new List<(string, JsonElement, byte[])>();
        foreach (var file in messages.GetProperty("data").EnumerateArray().SelectMany(m => m.GetProperty("attachments").EnumerateArray()))
        {
            var bytes = await _http.GetByteArrayAsync(file.GetProperty("url").GetString(), cancellationToken);
            files.Add((file.GetProperty("name").GetString()!, file, bytes));
        }

        return files;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
