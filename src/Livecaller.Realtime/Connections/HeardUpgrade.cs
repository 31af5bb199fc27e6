using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Livecaller.Realtime.Connections;

/// <summary>Puts a <see cref="HeardStream"/> below the WebSocket of a request over HTTP/1.1. Over HTTP/2 only frames are heard.</summary>
internal sealed class HeardUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public HeardStream? Stream { get; private set; }

    public static Task UseAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
            context.Features.Set<IHttpUpgradeFeature>(new HeardUpgrade(upgrade));
        return next(context);
    }

    public async Task<Stream> UpgradeAsync() => Stream = new HeardStream(await inner.UpgradeAsync().ConfigureAwait(false));
}
