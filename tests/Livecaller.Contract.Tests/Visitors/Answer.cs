using System.Net;
using System.Text.Json;

namespace Livecaller.Contract.Tests.Visitors;

/// <summary>What a server answered.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Body, byte[] Bytes, HttpResponseMessage Response)
{
    public JsonElement Data => Body.GetProperty("data");

    public IReadOnlyList<JsonElement> Items => [.. Data.EnumerateArray()];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.Ordinal) && bytes.Length > 0;
        var answer = new Answer(response.StatusCode, isJson ? JsonElement.Parse(bytes) : default, bytes, response);
        if ((int)answer.Status >= 400 && response.RequestMessage?.Method != HttpMethod.Head) answer.MustBeProblem();
        return answer;
    }

    /// <summary>A header, wherever it stands; null when it is not there.</summary>
    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values)
        : Response.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;

    /// <summary>The reason that a 422 gives for a field.</summary>
    public string Reason(string field)
    {
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Body.GetRawText()), (Status, Body.GetRawText()));
        Assert.True(Body.GetProperty("errors").TryGetProperty(field, out var reasons), $"No reason for '{field}' in {Body}");
        return reasons[0].GetString()!;
    }

    // https://www.rfc-editor.org/rfc/rfc9457
    private void MustBeProblem()
    {
        Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)Status, Body.GetProperty("status").GetInt32());
        Assert.All((string[])["type", "title", "detail"], name => Assert.NotEmpty(Body.GetProperty(name).GetString()!));
        if (Status == HttpStatusCode.UnprocessableEntity)
            Assert.All(Body.GetProperty("errors").EnumerateObject(), e => Assert.All(e.Value.EnumerateArray(), r => Assert.NotEmpty(r.GetString()!)));
    }
}
