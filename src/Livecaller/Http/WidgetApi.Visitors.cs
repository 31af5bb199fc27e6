namespace Livecaller.Http;

internal sealed partial class WidgetApi
{
    public async Task<WidgetAvailability> GetAvailabilityAsync(CancellationToken cancellationToken)
    {
        var path = $"v1/widget/availability?widget_id={Uri.EscapeDataString(options.WidgetId.Value)}";
        var answer = (await GetAsync(path, null, LivecallerJson.Default.DataEnvelopeWidgetAvailability, cancellationToken).ConfigureAwait(false)).Data;
        return answer with { Operators = Present(answer.Operators) };
    }

    public async Task<WidgetConfiguration> GetWidgetAsync(CancellationToken cancellationToken)
    {
        var path = $"v1/widget?widget_id={Uri.EscapeDataString(options.WidgetId.Value)}";
        return (await GetAsync(path, null, LivecallerJson.Default.DataEnvelopeWidgetConfiguration, cancellationToken).ConfigureAwait(false)).Data;
    }

    public Task<VisitorSession> LoginAsync(string? jwt, CancellationToken cancellationToken)
    {
        var body = new VisitorLoginRequest { Device = Text(options.Device), JwtToken = jwt is null ? null : Text(jwt) };
        return PostAsync(
            "v1/widget/auth/login", null, Json(body, LivecallerJson.Default.VisitorLoginRequest),
            LivecallerJson.Default.VisitorSession, cancellationToken);
    }

    /// <summary>Returns the same session with a new token. An identity token is sent in a body: servers and proxies log the addresses of requests.</summary>
    public Task<VisitorSession> RenewAsync(string token, string? jwt, CancellationToken cancellationToken) => jwt is null
        ? GetAsync("v1/widget/auth/visitor", token, LivecallerJson.Default.VisitorSession, cancellationToken)
        : UpdateVisitorAsync(token, jwt, cancellationToken);

    public Task<VisitorSession> UpdateVisitorAsync(string token, string jwt, CancellationToken cancellationToken)
    {
        var body = Json(new VisitorUpdateRequest { JwtToken = Text(jwt) }, LivecallerJson.Default.VisitorUpdateRequest);
        return CallAsync(
            HttpMethod.Patch, "v1/widget/auth/visitor", token, body, LivecallerJson.Default.VisitorSession, AnswerTimeout, cancellationToken);
    }

    public Task LogoutAsync(string token, CancellationToken cancellationToken) =>
        PostAsync("v1/widget/auth/logout", token, null, cancellationToken);

    public Task<ChannelAuthorization> AuthorizeChannelAsync(
        string token, string endpoint, string socketId, string channel, CancellationToken cancellationToken)
    {
        var form = new FormUrlEncodedContent([new("socket_id", socketId), new("channel_name", channel)]);
        return PostAsync(endpoint, token, form, LivecallerJson.Default.ChannelAuthorization, cancellationToken);
    }
}
