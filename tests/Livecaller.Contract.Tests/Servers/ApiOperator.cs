using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Livecaller.Contract.Tests.Servers;

/// <summary>An operator who works through the operator API.</summary>
/// <param name="http">The way to the server.</param>
/// <param name="email">The account.</param>
/// <param name="password">Its password.</param>
/// <param name="addOperator">Adds another operator of this name; gives the id.</param>
internal sealed class ApiOperator(HttpClient http, string email, string password, Func<string, Task<string>> addOperator) : IContractOperator
{
    public string Name { get; private set; } = "";

    public async Task<string> SaysAsync(string conversation, string text, string? replyTo) => (await CallAsync(HttpMethod.Post,
        $"conversations/{conversation}/messages", JsonContent.Create(new { id = Visitors.Visitor.NewId(), content = text, reply_to = replyTo })))
        .GetProperty("data").GetProperty("id").GetString()!;

    public Task EditsAsync(string conversation, string message, string text) =>
        CallAsync(HttpMethod.Patch, $"conversations/{conversation}/messages/{message}", JsonContent.Create(new { content = text }));

    public Task DeletesAsync(string conversation, string message) =>
        CallAsync(HttpMethod.Delete, $"conversations/{conversation}/messages/{message}");

    public Task TypesAsync(string conversation) => CallAsync(HttpMethod.Post, $"conversations/{conversation}/typing");

    public Task ReadsAsync(string conversation, long sequence) =>
        CallAsync(HttpMethod.Post, $"conversations/{conversation}/read", JsonContent.Create(new { sequence }));

    public Task ReceivesAsync(string conversation, long sequence) =>
        CallAsync(HttpMethod.Post, $"conversations/{conversation}/delivered", JsonContent.Create(new { sequence }));

    public Task JoinsAsync(string conversation) => CallAsync(HttpMethod.Post, $"conversations/{conversation}/assign");

    public async Task TransfersToOperatorAsync(string conversation, string name) => await CallAsync(
        HttpMethod.Post, $"conversations/{conversation}/transfer", JsonContent.Create(new { operator_id = await addOperator(name) }));

    public Task TransfersToDepartmentAsync(string conversation, string department) =>
        CallAsync(HttpMethod.Post, $"conversations/{conversation}/transfer", JsonContent.Create(new { department_id = department }));

    public Task ClosesAsync(string conversation) => CallAsync(HttpMethod.Post, $"conversations/{conversation}/close");

    public async Task<JsonElement> CallAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        if (content is not null) await content.LoadIntoBufferAsync();
        var answer = await SendAsync(method, path, content);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            // The test has moved the clock past the session's end.
            await LoginAsync();
            answer = await SendAsync(method, path, content);
        }

        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content) =>
        http.SendAsync(new HttpRequestMessage(method, "v1/operator/" + path) { Content = content }, TestContext.Current.CancellationToken);

    private async Task LoginAsync()
    {
        var answer = await SendAsync(HttpMethod.Post, "auth/login", JsonContent.Create(new { email, password }));
        var session = JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        Name = session.GetProperty("data").GetProperty("name").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("auth").GetProperty("access_token").GetString());
    }
}
