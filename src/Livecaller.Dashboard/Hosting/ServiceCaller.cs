using Livecaller.Dashboard.Localization;
using Livecaller.Server;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Hosting;

/// <summary>Calls of services in the name of the operator, with an answer that can be shown.</summary>
internal sealed partial class ServiceCaller(ServerCalls server, OperatorContext me, ILogger<ServiceCaller> logger)
{
    /// <summary>The operator.</summary>
    internal DashboardOperator Operator => me.Operator;

    /// <summary>Makes a call.</summary>
    /// <returns>What it returned, or why it was refused.</returns>
    internal async Task<(T? Value, string? Error)> CallAsync<TService, T>(Func<TService, OperatorCaller, Task<Outcome<T>>> call, string? failed = null)
        where TService : notnull
    {
        try
        {
            var outcome = await server.CallAsync((TService service) => call(service, me.Caller));
            return outcome.IsSuccess ? (outcome.Value, null) : (default, ReasonOf(outcome.Problem));
        }
        catch (RateLimitedException e)
        {
            return (default, TimeText.Format(Texts.SignInTooMany, e.Seconds));
        }
        catch (Exception e)
        {
            LogFailed(e, typeof(TService).Name);
            return (default, failed ?? Texts.SaveFailed);
        }
    }

    /// <summary>What a person reads of a problem.</summary>
    internal static string ReasonOf(Problem problem) =>
        problem.Errors?.Values.SelectMany(static reasons => reasons).FirstOrDefault() ?? problem.Detail ?? Texts.SaveFailed;

    [LoggerMessage(Level = LogLevel.Error, Message = "A call of {Service} failed.")]
    private partial void LogFailed(Exception exception, string service);
}
