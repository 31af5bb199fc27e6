using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Shared;

namespace Livecaller.Testing.Http;

/// <summary>A response of the widget API.</summary>
internal sealed record TestAnswer(int Status, byte[] Body, string? MediaType)
{
    private IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static TestAnswer Nothing { get; } = new(204, [], null);

    public static TestAnswer Accepted { get; } = new(202, [], null);

    public static TestAnswer Json<T>(T value, JsonTypeInfo<T> type, bool isNew = false) =>
        new(isNew ? 201 : 200, JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json");

    public static TestAnswer Refused(Problem problem)
    {
        var answer = new TestAnswer(problem.Status ?? 500, JsonSerializer.SerializeToUtf8Bytes(problem, LivecallerJson.Default.Problem), Problem.MediaType);
        return answer.Status == 401 ? answer.With(("WWW-Authenticate", "Bearer")) : answer;
    }

    public static TestAnswer WrongMethod(IReadOnlyList<string> expected, string received) =>
        Refused(Problems.WrongMethod(expected, received)).With(("Allow", string.Join(", ", expected)));

    public TestAnswer With(params (string Name, string Value)[] headers) => this with { Headers = [.. Headers, .. headers] };

    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status) { RequestMessage = request, Content = new ByteArrayContent(request.Method == HttpMethod.Head ? [] : Body) };
        foreach (var (name, value) in Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value)) response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        if (MediaType is not null) response.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        if (Status is 429 or 503) response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1));
        return response;
    }
}
