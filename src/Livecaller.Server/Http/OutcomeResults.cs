using Livecaller.Server.Conversations;
using Livecaller.Server.EventLog;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Http;

// The one way from what a service returns to a response.
internal static class OutcomeResults
{
    /// <summary>The value in the envelope <c>data</c>: 201 when it is new, else 200; or the problem.</summary>
    public static IResult ToData<T>(this Outcome<T> outcome) => outcome.To(static value => new DataEnvelope<T>(value));

    /// <summary>What belongs to the logs of conversations, in the envelope <c>data</c> beside their epoch.</summary>
    public static IResult ToLogData<T>(this Outcome<T> outcome, HttpContext http) => outcome.To(value => new DataEnvelope<T>(value) { Epoch = http.LogEpoch() });

    /// <summary>The message in the same envelope, without serializing it again.</summary>
    public static IResult ToLogData(this Outcome<StoredMessage> outcome, HttpContext http)
    {
        if (!outcome.IsSuccess) return outcome.Problem.ToResult();
        if (outcome.Value.Json is { } json) return new JsonData(json, http.LogEpoch(), outcome.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        return (outcome.IsNew ? Outcome<MessagePayload>.Created(outcome.Value.Payload) : outcome.Value.Payload).ToLogData(http);
    }

    /// <summary>The value itself: 201 when it is new, else 200; or the problem.</summary>
    public static IResult ToResult<T>(this Outcome<T> outcome) => outcome.To(static value => value);

    public static IResult ToNoContent(this Outcome<bool> outcome) => outcome.Problem is { } problem ? problem.ToResult() : TypedResults.NoContent();

    public static IResult ToResult(this Problem problem) =>
        TypedResults.Json(problem, LivecallerJson.Default.Problem, Problem.MediaType, problem.Status);

    /// <summary>The epoch of the logs.</summary>
    public static string LogEpoch(this HttpContext http) => http.RequestServices.GetRequiredService<LogEpoch>().Current;

    private static IResult To<T, TBody>(this Outcome<T> outcome, Func<T, TBody> body) => outcome.IsSuccess
        ? TypedResults.Json(body(outcome.Value), WireJson.Of<TBody>(), statusCode: outcome.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        : outcome.Problem.ToResult();
}
