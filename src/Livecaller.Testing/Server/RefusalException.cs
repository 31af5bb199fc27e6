using Livecaller.Protocol;

namespace Livecaller.Testing.Server;

/// <summary>Ends a call with a problem document. Caught in one place, so that handlers read straight down.</summary>
internal sealed class RefusalException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public static RefusalException Because(int status, string detail) => new(new Problem
    {
        Type = "about:blank",
        Title = Title(status),
        Status = status,
        Detail = detail,
    });

    public static RefusalException Invalid(string field, string reason) => new(new Problem
    {
        Type = "about:blank",
        Title = Title(422),
        Status = 422,
        Detail = $"{field}: {reason}",
        Errors = new Dictionary<string, IReadOnlyList<string>> { [field] = [reason] },
    });

    public static RefusalException Invalid(IEnumerable<(string Field, string Reason)> faults)
    {
        var errors = faults.ToDictionary(f => f.Field, f => (IReadOnlyList<string>)[f.Reason]);
        return new(new Problem
        {
            Type = "about:blank",
            Title = Title(422),
            Status = 422,
            Detail = string.Join(' ', errors.Select(e => $"{e.Key}: {e.Value[0]}")),
            Errors = errors,
        });
    }

    private static string Title(int status) => status switch
    {
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        410 => "Gone",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        460 => "Checksum Mismatch",
        _ => "Refused",
    };
}
