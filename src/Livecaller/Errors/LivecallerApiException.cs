using System.Net;

namespace Livecaller;

/// <summary>The server refused a call.</summary>
public class LivecallerApiException : LivecallerException
{
    /// <summary>Initializes an exception from the server's response.</summary>
    /// <param name="statusCode">The status of the response.</param>
    /// <param name="problem">The problem document of the response.</param>
    /// <param name="retryAfter">How long the server asks to wait; null when it does not tell.</param>
    public LivecallerApiException(HttpStatusCode statusCode, Problem problem, TimeSpan? retryAfter = null)
        : base(Describe(statusCode, problem))
    {
        StatusCode = statusCode;
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>The status of the response.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The problem document. If the server sent none, it is created from the status.</summary>
    public Problem Problem { get; }

    /// <summary>How long the server asks to wait before the next call; null when it does not tell.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The reason in one line: the first field's reason, or the detail, or the title.</summary>
    public string Reason => ReasonOf(Problem);

    /// <summary>The session token that the server refused; null for other refusals.</summary>
    internal string? RefusedToken { get; set; }

    private static string Describe(HttpStatusCode statusCode, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return $"The server answered {(int)statusCode}: {ReasonOf(problem)}";
    }

    private static string ReasonOf(Problem problem)
    {
        if (problem.Errors is { Count: > 0 } errors)
        {
            var (field, reasons) = errors.First();
            if (reasons is [var first, ..]) return field.Length == 0 ? first : $"{field}: {first}";
        }

        return problem.Detail ?? problem.Title ?? "no reason was given";
    }
}
