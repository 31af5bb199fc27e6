using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Livecaller.Contract.Tests.Servers;

namespace Livecaller.Contract.Tests.Visitors;

/// <summary>A visitor's client that speaks the protocol itself, without the SDK.</summary>
public sealed class Visitor(IContractServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public IContractServer Server => server;

    public string? Token { get; set; }

    /// <summary>The widget that the calls name; null for none.</summary>
    public string? Widget { get; set; } = ContractSetup.Widget;

    public string Id { get; private set; } = "";

    public static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    public static async Task<Visitor> LoginAsync(IContractServer server, string? jwt = null)
    {
        var visitor = new Visitor(server);
        var answer = await visitor.PostAsync("auth/login", jwt is null ? new { } : new { jwt_token = jwt });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        visitor.Token = answer.Body.GetProperty("auth").GetProperty("access_token").GetString();
        visitor.Id = answer.Data.GetProperty("visitor").GetProperty("uuid").GetString()!;
        return visitor;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body));

    public Task<Answer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(body));

    public Task<Answer> PostTextAsync(string path, string body, string? type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        return SendAsync(HttpMethod.Post, path, content);
    }

    /// <summary>A path is below the visitor API, unless it begins with a slash. A header without a value takes away the one that is sent by itself.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, params IEnumerable<(string Name, string? Value)> headers)
    {
        using var http = server.CreateClient();
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : path.StartsWith('?') || path.Length == 0 ? "v1/widget" + path : "v1/widget/" + path);
        request.Content = content;
        if (Widget is not null) request.Headers.Add("X-LC-Widget", Widget);
        if (Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            if (value is not null) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Answer.ReadAsync(await http.SendAsync(request, Cancelled));
    }

    /// <summary>Starts a conversation with a message; gives its id.</summary>
    public async Task<string> StartAsync(string text = "Hello?")
    {
        var answer = await PostAsync("conversations", new { message = new { id = NewId(), content = text } });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Data.GetProperty("id").GetString()!;
    }

    /// <summary>Sends a message; gives its id.</summary>
    public async Task<string> SayAsync(string conversation, string text)
    {
        var id = NewId();
        Assert.Equal(HttpStatusCode.Created, (await PostAsync($"conversations/{conversation}/messages", new { id, content = text })).Status);
        return id;
    }

    public Task<Answer> SendFilesAsync(string conversation, params string[] attachments) =>
        PostAsync($"conversations/{conversation}/messages", new { id = NewId(), attachments });

    public async Task<JsonElement> ConversationAsync(string id) => (await GetAsync($"conversations/{id}")).Data;

    public async Task<IReadOnlyList<JsonElement>> EventsAsync(string id, long after = 0) => (await GetAsync($"conversations/{id}/events?after={after}")).Items;

    public async Task<IReadOnlyList<JsonElement>> MessagesAsync(string id) => (await GetAsync($"conversations/{id}/messages")).Items;

    public async Task<Answer> UploadAsync(string name, byte[] bytes, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        foreach (var field in fields) form.Add(new StringContent(field.Value), field.Name);
        return await SendAsync(HttpMethod.Post, "attachments", form);
    }

    /// <summary>Loads what a link points to, as a browser does: without widget and token.</summary>
    public async Task<Answer> LoadAsync(string url)
    {
        using var http = server.CreateClient();
        return await Answer.ReadAsync(await http.GetAsync(new Uri(url), Cancelled));
    }

    public async Task<Listener> ListenAsync(params string[] channels)
    {
        var listener = await Listener.ConnectAsync(server);
        foreach (var channel in channels) await listener.SubscribeAsync(this, channel);
        return listener;
    }

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
