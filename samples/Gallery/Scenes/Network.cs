namespace Gallery.Scenes;

/// <summary>What lies between the chat and its server: it can hold calls back for as long as the scene lasts. Disposing it would end the server.</summary>
internal sealed class Network(HttpMessageHandler server) : DelegatingHandler(server)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _held;

    /// <summary>Answers no call any more whose method and path contain this.</summary>
    public void Hold(string call) => _held = call;

    public void ReleaseAll() => _released.TrySetResult();

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        if (_held is { } held && call.Contains(held, StringComparison.Ordinal)) await _released.Task.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
