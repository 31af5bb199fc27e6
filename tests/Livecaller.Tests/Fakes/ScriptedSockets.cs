using System.Net.WebSockets;
using System.Threading.Channels;
using Livecaller.Connection;

namespace Livecaller.Tests.Fakes;

internal sealed class ScriptedSockets : IPusherSocketFactory
{
    private readonly Channel<ScriptedSocket> _opened = Channel.CreateUnbounded<ScriptedSocket>();
    private int _refusals;

    public int Opened { get; private set; }

    public int Attempts { get; private set; }

    public void RefuseNext(int count) => _refusals = count;

    public Task<ScriptedSocket> NextAsync() => NextAsync(TimeSpan.FromSeconds(10));

    public Task<ScriptedSocket> NextAsync(TimeSpan patience) => _opened.Reader.ReadAsync().AsTask().WaitAsync(patience);

    public ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        Attempts++;
        if (_refusals-- > 0) throw new WebSocketException("refused by the test");
        var socket = new ScriptedSocket(address);
        Opened++;
        _opened.Writer.TryWrite(socket);
        return ValueTask.FromResult<IPusherSocket>(socket);
    }
}
