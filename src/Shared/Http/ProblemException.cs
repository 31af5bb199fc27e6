using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Ends the handling of a call with a problem document. It is caught in one place.</summary>
internal sealed class ProblemException(Problem problem) : Exception(Describe(problem))
{
    public Problem Problem { get; } = problem;

    public static ProblemException Invalid(string field, string reason) => new(Problems.Invalid(field, reason));

    private static string? Describe(Problem problem) =>
        problem.Errors is { } errors ? string.Join(' ', errors.Select(e => $"{e.Key}: {e.Value[0]}")) : problem.Detail;
}
