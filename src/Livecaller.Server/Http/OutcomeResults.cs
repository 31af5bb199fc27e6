using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Http;

// The wire's own JSON whatever the host app has configured for its own endpoints.
internal static class OutcomeResults
{
    public static IResult ToResult<T>(this Outcome<T> outcome, JsonTypeInfo<T> type) =>
        outcome.ToResult(value => value, type);

    public static IResult ToResult<T, TBody>(this Outcome<T> outcome, Func<T, TBody> body, JsonTypeInfo<TBody> type) =>
        outcome.IsSuccess
            ? TypedResults.Json(body(outcome.Value), type, statusCode: outcome.IsNew ? 201 : 200)
            : outcome.Problem.ToResult();

    public static IResult ToNoContent(this Outcome<bool> outcome) =>
        outcome.Problem is { } problem ? problem.ToResult() : TypedResults.NoContent();

    public static IResult ToJson<T>(this T value, JsonTypeInfo<T> type) => TypedResults.Json(value, type);
}
