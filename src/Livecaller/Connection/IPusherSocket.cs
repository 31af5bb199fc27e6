namespace Livecaller.Connection;

/// <summary>One open socket of the realtime connection. Sends and receives may overlap; two receives may not.</summary>
public interface IPusherSocket : IAsyncDisposable
{
    /// <summary>Sends one text message.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for the next whole text message, or for the end of the socket. A socket that ends says so here, it does not throw.
    /// </summary>
    ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default);

    /// <summary>Closes the socket. Harmless when it is closed already.</summary>
    ValueTask CloseAsync(CancellationToken cancellationToken = default);
}

/// <summary>Opens sockets.</summary>
public interface IPusherSocketFactory
{
    /// <summary>Opens a socket to a <c>ws</c> or <c>wss</c> address.</summary>
    /// <exception cref="System.Net.WebSockets.WebSocketException">The server cannot be reached or answers no WebSocket.</exception>
    ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default);
}

/// <summary>What came out of a socket: a text message, or its end.</summary>
public readonly record struct PusherSocketMessage
{
    private PusherSocketMessage(ReadOnlyMemory<byte> utf8, bool isClosed, int? closeCode)
    {
        Utf8 = utf8;
        IsClosed = isClosed;
        CloseCode = closeCode;
    }

    /// <summary>The text; valid until the next receive.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Whether the socket has ended.</summary>
    public bool IsClosed { get; }

    /// <summary>The close code; null when the connection broke without one.</summary>
    public int? CloseCode { get; }

    /// <summary>A text message.</summary>
    public static PusherSocketMessage Text(ReadOnlyMemory<byte> utf8) => new(utf8, false, null);

    /// <summary>The end of the socket.</summary>
    public static PusherSocketMessage Closed(int? code) => new(default, true, code);
}
