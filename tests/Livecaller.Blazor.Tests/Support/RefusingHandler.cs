using System.Net;

namespace Livecaller.Blazor.Tests.Support;

/// <summary>Refuses every call to a path, until it is told to stop: the client tries again by itself, so that one refusal may pass unseen.</summary>
internal sealed class RefusingHandler(HttpMessageHandler server, HttpStatusCode status, string path) : DelegatingHandler(server)
{
    private volatile bool _stopped;

    public void Stop() => _stopped = true;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _stopped || !request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal)
            ? base.SendAsync(request, cancellationToken)
            : Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request });
}
