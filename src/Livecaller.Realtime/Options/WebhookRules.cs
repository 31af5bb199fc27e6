using Livecaller.Realtime.Webhooks;

namespace Livecaller.Realtime.Options;

/// <summary>The rules for receivers of webhooks.</summary>
internal static class WebhookRules
{
    // What the server writes itself.
    private static readonly string[] OwnHeaders = ["Host", "Connection", "Transfer-Encoding", "X-Pusher-Key", "X-Pusher-Signature"];

    /// <summary>Returns the settings that are not valid, and what is wrong with each.</summary>
    public static IEnumerable<(string Setting, string Fault)> FaultsOf(PusherWebhook endpoint)
    {
        if (endpoint.Url is not { IsAbsoluteUri: true, UserInfo: "" } url || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            yield return (nameof(endpoint.Url), "is not an address with https or http, or has a user name; expected 'https://example.com/webhooks'.");
        foreach (var name in endpoint.Events.Where(name => !WebhookEventNames.All.Contains(name)))
            yield return (nameof(endpoint.Events), $"has '{name}', which is not an event; there are {string.Join(", ", WebhookEventNames.All)}.");
        foreach (var name in endpoint.Headers.Keys.Where(name => !IsFree(name, endpoint.Headers[name])))
            yield return (nameof(endpoint.Headers), $"has '{name}', which cannot be set, or has a value that is not valid.");
    }

    private static bool IsFree(string name, string value)
    {
        if (OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) || value.Any(c => c is < ' ' or > '~')) return false;
        // Headers of the content, and names that are not valid, are refused here.
        using var request = new HttpRequestMessage();
        return name.Length > 0 && request.Headers.TryAddWithoutValidation(name, value);
    }
}
