using Livecaller.Connection;
using Livecaller.Outbox;

namespace Livecaller.Tests.Fakes;

/// <summary>What a host app gives the client, written without a thought of contexts: each part goes on in the context in which it was called.</summary>
internal static class HostParts
{
    public sealed class Handler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    public sealed class Store : ISessionStore
    {
        private readonly MemorySessionStore _inner = new();

        public IOutboxStore Outbox { get; } = new OutboxStore();

        public async ValueTask<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await ((ISessionStore)_inner).AcquireAsync(cancellationToken);
        }

        public async ValueTask<string?> LoadAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await _inner.LoadAsync(cancellationToken);
        }

        public async ValueTask SaveAsync(string text, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await _inner.SaveAsync(text, cancellationToken);
        }

        public async ValueTask ClearAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await _inner.ClearAsync(cancellationToken);
        }

        public ValueTask SetAsideAsync(CancellationToken cancellationToken = default) => ClearAsync(cancellationToken);
    }

    private sealed class OutboxStore : IOutboxStore
    {
        private readonly MemoryOutboxStore _inner = new();

        public async ValueTask<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await _inner.LoadAsync(cancellationToken);
        }

        public async ValueTask SaveAsync(string key, string text, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await _inner.SaveAsync(key, text, cancellationToken);
        }

        public async ValueTask SaveFileAsync(string key, int number, System.IO.Stream content, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await _inner.SaveFileAsync(key, number, content, cancellationToken);
        }

        public async ValueTask<System.IO.Stream> OpenFileAsync(string key, int number, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await _inner.OpenFileAsync(key, number, cancellationToken);
        }

        public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await _inner.RemoveAsync(key, cancellationToken);
        }

        public ValueTask SetAsideAsync(string key, CancellationToken cancellationToken = default) => RemoveAsync(key, cancellationToken);

        public async ValueTask ClearAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await _inner.ClearAsync(cancellationToken);
        }
    }

    public sealed class Sockets(IPusherSocketFactory inner) : IPusherSocketFactory
    {
        public async ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return new Socket(await inner.ConnectAsync(address, cancellationToken));
        }
    }

    private sealed class Socket(IPusherSocket inner) : IPusherSocket
    {
        public async ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await inner.SendAsync(utf8, cancellationToken);
        }

        public async ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await inner.ReceiveAsync(cancellationToken);
        }

        public async ValueTask CloseAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await inner.CloseAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            await inner.DisposeAsync();
        }
    }

    /// <summary>A file that cannot be read twice.</summary>
    public sealed class Stream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await base.ReadAsync(buffer, cancellationToken);
        }

        public override async Task CopyToAsync(System.IO.Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await Task.Yield();
            await base.CopyToAsync(destination, bufferSize, cancellationToken);
        }
    }
}
