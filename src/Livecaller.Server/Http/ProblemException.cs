using Livecaller.Protocol;

namespace Livecaller.Server.Http;

// Ends the handling of a request whose input cannot be read; ProblemFilter answers it.
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
