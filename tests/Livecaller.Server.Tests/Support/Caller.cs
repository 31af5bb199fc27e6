using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Livecaller.Server.Tests.Support;

/// <summary>A visitor or an operator who calls the API.</summary>
public sealed class Caller(HttpClient client, string root, string id, string sessionId)
{
    public HttpClient Client => client;

    public string Id => id;

    public string SessionId => sessionId;

    public string Token => client.DefaultRequestHeaders.Authorization!.Parameter!;

    public static string NewId() => Guid.NewGuid().ToString();

    public async Task<Answer> GetAsync(string path) => await Answer.ReadAsync(await client.GetAsync(root + path));

    public async Task<Answer> PostAsync(string path, object? body = null) =>
        await Answer.ReadAsync(body is null ? await client.PostAsync(root + path, null) : await client.PostAsJsonAsync(root + path, body));

    public async Task<Answer> PostTextAsync(string path, string body, string type = "application/json") =>
        await Answer.ReadAsync(await client.PostAsync(root + path, new StringContent(body, Encoding.UTF8, type)));

    public async Task<Answer> PatchAsync(string path, object body) => await Answer.ReadAsync(await client.PatchAsJsonAsync(root + path, body));

    public async Task<Answer> DeleteAsync(string path) => await Answer.ReadAsync(await client.DeleteAsync(root + path));

    public async Task<string> StartAsync(string text = "Hello")
    {
        var answer = await PostAsync("/conversations", new { message = new { id = NewId(), content = text } });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Data.GetProperty("id").GetString()!;
    }

    public async Task<Answer> UploadAsync(string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await Answer.ReadAsync(await client.PostAsync(root + "/attachments", form));
    }
}

public sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)
{
    public JsonElement Data => Body.GetProperty("data");

    public string Error(string field) => Body.GetProperty("errors").GetProperty(field)[0].GetString()!;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode >= 400) Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return new(response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), response);
    }
}
