using System.Data.Common;
using Livecaller.Dashboard.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Hosting;

/// <summary>Answers 503 when a page or a form could not use the database, which is locked or has no room, so that it can be sent again.</summary>
internal sealed partial class StorageFilter(ILogger<StorageFilter> logger) : IEndpointFilter
{
    private const string SecondsUntilRetry = "5";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is DbException || e.InnerException is DbException)
        {
            LogFailed(e, context.HttpContext.Request.Path);
            context.HttpContext.Response.Headers.RetryAfter = SecondsUntilRetry;
            return TypedResults.Text(Texts.InboxFailedText, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The dashboard's page {Page} failed, because the database could not be used.")]
    private partial void LogFailed(Exception exception, string page);
}
