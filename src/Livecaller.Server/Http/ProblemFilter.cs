using Livecaller.Server.Hosting;
using Livecaller.Server.Limits;

namespace Livecaller.Server.Http;

// The outermost filter of every call: every fault is answered with a problem document.
internal sealed partial class ProblemFilter(
    RateGate rates, UnreadForwarding forwarding, IOptions<LivecallerServerOptions> options, ILogger<ProblemFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            forwarding.Check(http);
            WriteTurns.Caller = http.ClientAddress();
            rates.Take("requests", WriteTurns.Caller, options.Value.Limits.RequestsPerMinute);
            return await next(context).ConfigureAwait(false);
        }
        catch (ProblemException e)
        {
            return e.Problem.ToResult();
        }
        catch (RetryLaterException e)
        {
            http.Response.Headers.RetryAfter = e.Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return e.Problem.ToResult();
        }
        catch (BadHttpRequestException e)
        {
            return (e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Problems.TooLarge("The body is larger than what is accepted here.")
                : Problems.Of(e.StatusCode, "Bad request", "The request could not be read.")).ToResult();
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted && StorageFaults.ProblemOf(e) is not null)
        {
            var problem = StorageFaults.ProblemOf(e)!;
            LogStorage(e, http.Request.Method, http.GetEndpoint()?.DisplayName);
            http.Response.Headers.RetryAfter = StorageFaults.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return problem.ToResult();
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            LogFailure(e, http.Request.Method, http.GetEndpoint()?.DisplayName);
            return Problems.Of(500, "Internal error", "The server could not do this. Its log has the reason.").ToResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Method} call of {Endpoint} failed, because the server could not use its storage.")]
    private partial void LogStorage(Exception exception, string method, string? endpoint);

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Method} call of {Endpoint} failed.")]
    private partial void LogFailure(Exception exception, string method, string? endpoint);
}
