namespace Livecaller.Testing.Tests.Client;

/// <summary>A slow network: holds back the answers of some calls, and notices no cancellation meanwhile.</summary>
internal sealed class HoldingHandler(HttpMessageHandler inner, string path) : DelegatingHandler(inner)
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _holds;

    /// <summary>Whether an answer waits.</summary>
    public bool IsHolding => _held.Task.IsCompleted;

    public void Hold() => _holds = true;

    public void Release() => _released.TrySetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!_holds || !request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal)) return await base.SendAsync(request, cancellationToken);
        var answer = await base.SendAsync(request, CancellationToken.None);
        _held.TrySetResult();
        await _released.Task;
        return answer;
    }
}
