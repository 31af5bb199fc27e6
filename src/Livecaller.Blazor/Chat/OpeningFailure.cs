using System.Net;

namespace Livecaller.Blazor.Chat;

/// <summary>Why a conversation couldn't be opened, for the visitor and for the developer.</summary>
internal static class OpeningFailure
{
    public static ChatError ErrorOf(Exception e) => e switch
    {
        LivecallerAuthenticationException => ChatError.SignedOut,
        LivecallerApiException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } => ChatError.Busy,
        LivecallerApiException { StatusCode: HttpStatusCode.RequestTimeout } => ChatError.Unreachable,
        LivecallerApiException api when (int)api.StatusCode is >= 400 and < 500 => ChatError.Misconfigured,
        LivecallerTokenProviderException { InnerException: null } => ChatError.Misconfigured,
        LivecallerException or OperationCanceledException => ChatError.Unreachable,
        _ => ChatError.Misconfigured,
    };

    /// <summary>What is wrong and what to do, in English, for the console; null where a developer can do nothing.</summary>
    public static string? AdviceFor(Exception e, LivecallerOptions options, bool isWidgetKnown) => e switch
    {
        LivecallerApiException { StatusCode: HttpStatusCode.NotFound } when !isWidgetKnown =>
            $"Livecaller: the server at {options.ServerUrl} does not know the widget '{options.WidgetId}'. Compare {nameof(LivecallerApp.WidgetId)} "
            + $"and {nameof(LivecallerOptions.ServerUrl)} with what the dashboard shows of the widget.",
        LivecallerApiException { StatusCode: HttpStatusCode.Forbidden } api when !isWidgetKnown =>
            $"Livecaller: the widget '{options.WidgetId}' may not be used on this page. {api.Reason} The dashboard has the list at the widget.",
        LivecallerAuthenticationException => null,
        LivecallerException when ErrorOf(e) == ChatError.Misconfigured =>
            $"Livecaller: the chat cannot open, because the server at {options.ServerUrl} refuses it. {ReasonOf(e)}",
        // To a page of an origin that the widget does not list, a browser shows no answer of another origin's: it looks like no network.
        LivecallerUnavailableException when !isWidgetKnown =>
            $"Livecaller: {e.Message} If the console also speaks of CORS, add this page's origin to the allowed origins of the widget "
            + $"'{options.WidgetId}' in the dashboard, and check the widget's id.",
        LivecallerException or OperationCanceledException => null,
        _ => $"Livecaller: the chat cannot open. {e.GetType().Name}: {MessageOf(e)}",
    };

    // Which parameter it was is said in a text of the runtime's, of which a published page has only the name.
    private static string MessageOf(Exception e)
    {
        if (e is not ArgumentException { ParamName: { } name }) return e.Message;
        string[] endings = [$" (Parameter '{name}')", $" Arg_ParamName_Name, {name}"];
        return Array.Find(endings, end => e.Message.EndsWith(end, StringComparison.Ordinal)) is { } ending ? e.Message[..^ending.Length] : e.Message;
    }

    private static string ReasonOf(Exception e) => e is LivecallerApiException api ? api.Reason : e.Message;
}
