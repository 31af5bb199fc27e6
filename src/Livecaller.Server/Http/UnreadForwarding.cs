namespace Livecaller.Server.Http;

// Warns, once, of forwarded headers that nobody takes: behind a proxy, all visitors would share the limits of its address.
internal sealed partial class UnreadForwarding(ILogger<UnreadForwarding> logger)
{
    private const string Sent = "X-Forwarded-For";

    // The middleware for forwarded headers sets it when it has taken the other one.
    private const string Read = "X-Original-For";

    private int _isTold;

    public void Check(HttpContext http)
    {
        if (_isTold != 0 || !http.Request.Headers.ContainsKey(Sent) || http.Request.Headers.ContainsKey(Read)) return;
        if (Interlocked.Exchange(ref _isTold, 1) == 0) LogUnread(http.Connection.RemoteIpAddress?.ToString());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request from {Address} has X-Forwarded-For, which is ignored, because that address is not in "
        + "Livecaller:TrustedProxies. If it is your reverse proxy, add it: otherwise all visitors share the limits of one address.")]
    private partial void LogUnread(string? address);
}
