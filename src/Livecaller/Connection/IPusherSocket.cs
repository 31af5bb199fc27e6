namespace Livecaller.Connection;

/// <summary>An open socket of the realtime connection. Sends and receives can overlap; two receives cannot.</summary>
internal interface IPusherSocket : IAsyncDisposable
{
    /// <summary>Sends one text message.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for the next complete text message, or for the end of the socket, which is returned and not thrown.
    /// </summary>
    ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default);

    /// <summary>Closes the socket. Does nothing when it is closed already.</summary>
    ValueTask CloseAsync(CancellationToken cancellationToken = default);
}

/// <summary>Opens sockets.</summary>
internal interface IPusherSocketFactory
{
    /// <summary>Opens a socket to a <c>ws</c> or <c>wss</c> address.</summary>
    /// <exception cref="System.Net.WebSockets.WebSocketException">The server cannot be reached, or does not accept WebSockets.</exception>
    ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default);
}

/// <summary>A message of a socket: a text, or its end.</summary>
internal readonly record struct PusherSocketMessage
{
    private PusherSocketMessage(ReadOnlyMemory<byte> utf8, bool isClosed, int? closeCode)
    {
        Utf8 = utf8;
        IsClosed = isClosed;
        CloseCode = closeCode;
    }

    /// <summary>The text. Valid until the next receive.</summary>
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
