using Livecaller.Server.Conversations;

namespace Livecaller.Server.Http;

// The one way from what a service returns to a response.
internal static class OutcomeResults
{
    /// <summary>The value in the envelope <c>data</c>: 201 when it is new, else 200; or the problem.</summary>
    public static IResult ToData<T>(this Outcome<T> outcome) => outcome.To(static value => new DataEnvelope<T>(value));

    /// <summary>The message in the envelope <c>data</c>, without serializing it again.</summary>
    public static IResult ToData(this Outcome<StoredMessage> outcome)
    {
        if (!outcome.IsSuccess) return outcome.Problem.ToResult();
        if (outcome.Value.Json is { } json) return new JsonData(json, outcome.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        return (outcome.IsNew ? Outcome<MessagePayload>.Created(outcome.Value.Payload) : outcome.Value.Payload).ToData();
    }

    /// <summary>The value itself: 201 when it is new, else 200; or the problem.</summary>
    public static IResult ToResult<T>(this Outcome<T> outcome) => outcome.To(static value => value);

    public static IResult ToNoContent(this Outcome<bool> outcome) => outcome.Problem is { } problem ? problem.ToResult() : TypedResults.NoContent();

    public static IResult ToResult(this Problem problem) =>
        TypedResults.Json(problem, LivecallerJson.Default.Problem, Problem.MediaType, problem.Status);

    private static IResult To<T, TBody>(this Outcome<T> outcome, Func<T, TBody> body) => outcome.IsSuccess
        ? TypedResults.Json(body(outcome.Value), WireJson.Of<TBody>(), statusCode: outcome.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        : outcome.Problem.ToResult();
}
