using Livecaller.Connection;

namespace Gallery.Scenes;

/// <summary>A server that answers no socket, for as long as anybody waits.</summary>
internal sealed class SlowSockets : IPusherSocketFactory
{
    /// <inheritdoc />
    public async ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        var answer = new TaskCompletionSource<IPusherSocket>();
        return await answer.Task.WaitAsync(cancellationToken);
    }
}
