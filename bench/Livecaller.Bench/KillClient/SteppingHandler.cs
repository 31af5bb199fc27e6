namespace Livecaller.Bench.KillClient;

/// <summary>Counts a step before each call, and one when its response has arrived but isn't processed.</summary>
internal sealed class SteppingHandler(KillSteps steps) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = $"{request.Method} {request.RequestUri!.AbsolutePath.Split('/')[^1]}";
        steps.Take("before " + name);
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        steps.Take("answered " + name);
        return answer;
    }
}
