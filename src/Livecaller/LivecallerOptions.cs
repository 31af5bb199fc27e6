using System.Net.WebSockets;
using Livecaller.Connection;

namespace Livecaller;

/// <summary>Configures a <see cref="LivecallerClient"/>. Validated when the client is created.</summary>
public sealed record LivecallerOptions
{
    /// <summary>The widget's id, from the dashboard.</summary>
    public required WidgetId WidgetId { get; init; }

    /// <summary>The server's address, for example <c>https://chat.example.com/</c>. Must be an absolute http or https address.</summary>
    public required Uri ServerUrl { get; init; }

    /// <summary>The visitor's language as a BCP 47 tag.</summary>
    /// <value><c>en</c></value>
    public string Language { get; init; } = "en";

    /// <summary>The name of the visitor's device or app, which operators see. At most 200 characters.</summary>
    /// <value><c>dotnet</c></value>
    public string Device { get; init; } = "dotnet";

    /// <summary>
    /// Returns the identity token (JWT) that the app's backend issues for the signed-in user, or null for an anonymous visitor. It is called when a
    /// visitor opens the chat without a session, shortly before the session expires, and when the server refuses the session with 401 or 403; once,
    /// however many calls need it, and not again for a token that it has just returned. It must return within 30 seconds; after a failure it is
    /// called again with increasing delays. It must neither wait for the client nor call it.
    /// </summary>
    /// <value>None: only <see cref="LivecallerClient.UserLoginAsync"/> identifies the visitor.</value>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; init; }

    /// <summary>Stores the session across restarts, and beside it the messages that the server has not stored yet.</summary>
    /// <value>A store in memory: nothing survives the process.</value>
    public ISessionStore SessionStore { get; init; } = new MemorySessionStore();

    /// <summary>The maximum number of messages of a conversation that are kept in memory, at least 200. Others are loaded when needed.</summary>
    /// <value>10,000</value>
    public int MaxLoadedMessages { get; init; } = 10_000;

    /// <summary>The clock for every timeout and delay.</summary>
    /// <value><see cref="TimeProvider.System"/></value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Sends the HTTP calls. The client does not dispose it.</summary>
    /// <value>The platform's own handler, shared by all clients of the process. It keeps no cookies.</value>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>
    /// Connects the realtime socket to an address (<c>ws</c> or <c>wss</c>), for example a <see cref="ClientWebSocket"/> with a proxy, or the
    /// platform's own. The client disposes it.
    /// </summary>
    /// <value>Connects a <see cref="ClientWebSocket"/>.</value>
    public Func<Uri, CancellationToken, Task<WebSocket>>? WebSocketFactory { get; init; }

    /// <summary>Replaces the socket itself, for tests.</summary>
    internal IPusherSocketFactory? SocketFactory { get; init; }

    /// <summary>Returns 0 to 1: the jitter of delays.</summary>
    internal Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Creates the client's loggers. Tokens and message texts are never logged.</summary>
    /// <value>None: nothing is logged.</value>
    public ILoggerFactory? LoggerFactory { get; init; }
}
