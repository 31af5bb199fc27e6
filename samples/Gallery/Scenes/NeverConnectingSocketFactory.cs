using Livecaller.Connection;

namespace Gallery.Scenes;

/// <summary>A socket factory whose connections never complete.</summary>
internal sealed class NeverConnectingSocketFactory : IPusherSocketFactory
{
    /// <inheritdoc />
    public async ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        var answer = new TaskCompletionSource<IPusherSocket>();
        return await answer.Task.WaitAsync(cancellationToken);
    }
}
