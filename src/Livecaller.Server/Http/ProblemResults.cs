using Livecaller.Protocol;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Http;

internal static class ProblemResults
{
    public static IResult ToResult(this Problem problem) =>
        TypedResults.Json(problem, LivecallerJson.Default.Problem, Problem.MediaType, problem.Status);
}
