using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Hosting;

public sealed partial class OpenApiTests
{
    [Fact]
    public async Task Optional_bodies_are_described_and_optional()
    {
        var api = await ReadAsync();
        foreach (var (path, schema) in ((string, string)[])[
            ("/v1/widget/conversations", "StartConversationRequest"),
            ("/v1/widget/conversations/{id}/typing", "TypingRequest"),
            ("/v1/operator/conversations/{id}/assign", "AssignRequest")])
        {
            var body = api.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("requestBody");
            var reference = body.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString();
            Assert.Equal("#/components/schemas/" + schema, reference);
            Assert.NotEmpty(Schema(api, schema).GetProperty("properties").EnumerateObject());
            Assert.False(body.TryGetProperty("required", out var required) && required.GetBoolean());
        }
        var message = api.GetProperty("paths").GetProperty("/v1/widget/conversations/{id}/messages").GetProperty("post").GetProperty("requestBody");
        Assert.True(message.GetProperty("required").GetBoolean());
    }

    [Fact]
    public async Task Resumable_upload_is_described_with_its_headers()
    {
        var paths = (await ReadAsync()).GetProperty("paths");
        Assert.True(paths.GetProperty("/v1/widget/attachments").TryGetProperty("options", out _));
        var forms = paths.GetProperty("/v1/widget/attachments").GetProperty("post").GetProperty("requestBody").GetProperty("content");
        Assert.Equal(["multipart/form-data", "application/offset+octet-stream"], forms.EnumerateObject().Select(p => p.Name));
        var upload = paths.GetProperty("/v1/widget/attachments/{id}");
        Assert.Equal(["delete", "get", "head", "patch"], upload.EnumerateObject().Select(p => p.Name).Order());
        var headers = upload.GetProperty("patch").GetProperty("parameters").EnumerateArray()
            .Where(p => p.GetProperty("in").GetString() == "header").Select(p => p.GetProperty("name").GetString());
        Assert.Equal(["Tus-Resumable", "Upload-Checksum", "Upload-Offset"], headers.Order());
    }

    [Fact]
    public async Task The_windows_of_a_history_and_the_mark_of_delivery_are_described()
    {
        var paths = (await ReadAsync()).GetProperty("paths");
        var queries = paths.GetProperty("/v1/widget/conversations/{id}/messages").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString());
        Assert.Equal(["after", "around", "before", "limit"], queries.Order());
        Assert.True(paths.GetProperty("/v1/operator/conversations/{id}/delivered").TryGetProperty("post", out _));
    }

    [Fact]
    public async Task Enums_and_ids_are_the_strings_of_the_wire_and_numbers_are_numbers()
    {
        var api = await ReadAsync();
        Assert.Equal("""["queued","active","closed"]""", Compact(Schema(api, "ConversationStatus").GetProperty("enum")));
        Assert.Equal("""["visitor","operator","bot","system"]""", Compact(Schema(api, "ParticipantType").GetProperty("enum")));
        Assert.Equal("string", Schema(api, "ConversationStatus").GetProperty("type").GetString());
        Assert.Equal("string", Schema(api, "MessageId").GetProperty("type").GetString());
        Assert.Equal("integer", Schema(api, "ReadRequest").GetProperty("properties").GetProperty("sequence").GetProperty("type").GetString());
        Assert.Equal("string", Schema(api, "SendMessageRequest").GetProperty("properties").GetProperty("attachments")
            .GetProperty("items").GetProperty("type").GetString());
    }

    [Fact]
    public async Task All_members_are_snake_case()
    {
        var api = await ReadAsync();
        var schemas = api.GetProperty("components").GetProperty("schemas").EnumerateObject().ToList();
        var names = schemas.Where(s => s.Value.TryGetProperty("properties", out _))
            .SelectMany(s => s.Value.GetProperty("properties").EnumerateObject().Select(p => $"{s.Name}.{p.Name}")).ToList();
        Assert.Contains("ConversationPayload.visitor_read_sequence", names);
        Assert.Contains("TimeGroup.opening_hours", names);
        Assert.All(names, name => Assert.Matches("^[A-Za-z]+\\.[a-z][a-z0-9_]*$", name));
    }

    [Fact]
    public async Task The_token_of_a_login_is_the_security_scheme()
    {
        var api = await ReadAsync();
        var scheme = api.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer");
        Assert.Equal(("http", "bearer"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()));
        Assert.True(api.GetProperty("security")[0].TryGetProperty("bearer", out _));
    }

    [Fact]
    public async Task The_page_to_try_it_loads_nothing_from_elsewhere()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var client = server.NewClient();
        var page = await client.GetAsync("/docs", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("//", html, StringComparison.Ordinal);
        foreach (var off in (string[])["\"withDefaultFonts\":false", "\"telemetry\":false", "\"showDeveloperTools\":\"never\""])
            Assert.Contains(off, html, StringComparison.Ordinal);
        Assert.Matches("\"agent\":\\{[^}]*\"disabled\":true", html);
        foreach (Match script in Scripts().Matches(html))
        {
            var address = new Uri(page.RequestMessage!.RequestUri!, script.Groups[1].Value);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);
        }
        Assert.NotEmpty(Scripts().Matches(html));
    }

    private static async Task<JsonElement> ReadAsync()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var client = server.NewClient();
        return JsonElement.Parse(await client.GetStringAsync("/openapi/livecaller.json", TestContext.Current.CancellationToken));
    }

    private static JsonElement Schema(JsonElement api, string name) => api.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Scripts();
}
