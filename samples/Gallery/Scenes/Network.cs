namespace Gallery.Scenes;

/// <summary>The network between the chat and its server. It can delay calls for the duration of the scene. It isn't disposed because that would also dispose the server.</summary>
internal sealed class Network(HttpMessageHandler server) : DelegatingHandler(server)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _held;

    /// <summary>Delays all calls whose method and path contain the text.</summary>
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
